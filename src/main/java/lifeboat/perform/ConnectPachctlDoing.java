package lifeboat.perform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.ClusterException;
import lifeboat.pachyderm.PachContext;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Restoring;

/** Makes a context of {@code pachctl} lead to the restored cluster. Its configuration is kept aside before. */
final class ConnectPachctlDoing implements Doing<Restoring.ConnectPachctl> {
    private static final String SECRET = "pachyderm-deployment-id-secret";
    private static final String KEY = "CLUSTER_DEPLOYMENT_ID";

    /** What the context is now, and what it insists on that the cluster no longer is. */
    private record Now(Optional<PachContext> context, boolean forget, String active) {}

    private static Now look(Call<Restoring.ConnectPachctl> call, Pachctl pachctl) throws PerformException {
        try {
            String name = call.text(call.action().context());
            Optional<PachContext> context =
                    pachctl.contexts().contains(name) ? pachctl.context(name) : Optional.empty();
            Optional<String> wants = context.flatMap(PachContext::deploymentId);
            boolean forget = wants.isPresent() && !wants.equals(deploymentId(call));
            Optional<String> active =
                    call.action().enterprise() ? pachctl.enterpriseContext() : pachctl.activeContext();
            return new Now(context, forget, active.orElse("none"));
        } catch (PachctlException e) {
            throw Reasons.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the contexts was interrupted", "Try again.", e);
        }
    }

    private static Optional<String> deploymentId(Call<?> call) throws PerformException {
        try {
            return call.world()
                    .cluster(call.run())
                    .secretContent(SECRET)
                    .map(content -> content.get(KEY))
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Preview preview(Call<Restoring.ConnectPachctl> call) throws PerformException {
        Pachctl pachctl = call.world().pachctl(call.run(), call.action().target());
        String name = call.text(call.action().context());
        String address = call.text(call.action().address());
        Now now = look(call, pachctl);
        List<Preview.Change> changes = new ArrayList<>();
        String before = now.context().flatMap(PachContext::address).orElse("(not set)");
        if (!before.equals(address)) {
            changes.add(new Preview.Change("context " + name, "pachd_address", before, address));
        }
        if (now.forget()) {
            changes.add(new Preview.Change(
                    "context " + name, "cluster_deployment_id", "another deployment's", "(not set)"));
        }
        if (!now.active().equals(name)) {
            changes.add(new Preview.Change(
                    "pachctl",
                    call.action().enterprise() ? "active_enterprise_context" : "active_context",
                    now.active(),
                    name));
        }
        List<String> warnings = new ArrayList<>();
        pachctl.overrides().forEach(over -> warnings.add(over + " is set and overrides what is written here"));
        return new Preview(
                changes,
                List.of(),
                pachctl.connectCommands(
                        name,
                        address,
                        now.context().isPresent(),
                        now.forget(),
                        call.action().enterprise()),
                List.of("the configuration " + config(call)
                        + " is kept aside first, mode 0600: it holds session tokens"),
                warnings);
    }

    /** Where pachctl keeps its configuration: as the target says, else as its variable says, else its usual place. */
    private static Path config(Call<Restoring.ConnectPachctl> call) throws PerformException {
        return call.world().pachctlConfig(call.run(), call.action().target());
    }

    @Override
    public Outcome act(Call<Restoring.ConnectPachctl> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Pachctl pachctl = call.world().pachctl(call.run(), call.action().target());
        String name = call.text(call.action().context());
        Now now = look(call, pachctl);
        Path config = config(call);
        String kept = "";
        if (Files.isRegularFile(config)) {
            try {
                kept = Backups.keep(call, "pachctl-config.json", Files.readAllBytes(config))
                        .toString();
            } catch (IOException e) {
                throw new PerformException(config + " cannot be read: " + Reasons.message(e), "Look at its mode.", e);
            }
        }
        try {
            pachctl.connect(
                    name,
                    call.text(call.action().address()),
                    now.context().isPresent(),
                    now.forget(),
                    call.action().enterprise());
        } catch (PachctlException e) {
            throw Reasons.of(e).after(EffectSeen.UNKNOWN);
        }
        return Doing.done(
                Map.of("kept", List.of(kept)),
                "the context " + name + " leads to " + call.text(call.action().address())
                        + (kept.isEmpty() ? "" : "; what was there is kept in " + kept));
    }
}
