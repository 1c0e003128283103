package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;

/** Somebody else's controller (a GitOps agent, an autoscaler) that wants its own replica count back, on request. */
final class ScaleBack implements Controller {
    private final Store store;
    private final Registry registry;
    private final Loop loop;
    private final Faults faults;

    ScaleBack(Store store, Registry registry, Loop loop, Faults faults) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
        this.faults = faults;
        faults.listen(fault -> {
            if (fault.effect() == Fault.Effect.SCALE_BACK) {
                loop.after(Duration.ZERO, this::lookAround);
            }
        });
    }

    @Override
    public void heard(Change change) {
        boolean respecified = change.type() == Change.Type.MODIFIED
                && change.previous() != null
                && Json.number(change.previous(), "spec", "replicas")
                        != Json.number(change.object(), "spec", "replicas");
        if (change.key().kind().hasScale() && respecified) {
            loop.soon("scale back " + change.key(), () -> look(change.key()));
        }
    }

    private void lookAround() {
        for (Kind kind : Kind.values()) {
            if (kind.hasScale()) {
                store.list(kind, "").forEach(workload -> look(Templates.keyOf(kind, workload)));
            }
        }
    }

    private void look(Key key) {
        ObjectNode workload = store.get(key);
        if (workload == null) {
            return;
        }
        int present = Json.number(workload, "spec", "replicas");
        for (Fault fault : faults.active()) {
            boolean unwanted = fault.effect() == Fault.Effect.SCALE_BACK
                    && !fault.kind().equals("*")
                    && fault.meets(fault.verb(), key.kind(), key.name())
                    && fault.replicas() != present;
            if (unwanted) {
                faults.take(EnumSet.of(Fault.Effect.SCALE_BACK), fault.verb(), key.kind(), key.name());
                loop.after(
                        Duration.ofMillis(fault.delayMillis()),
                        () -> registry.change(key, Subresource.NONE, object -> Json.under(object, "spec")
                                .put("replicas", fault.replicas())));
                return;
            }
        }
    }
}
