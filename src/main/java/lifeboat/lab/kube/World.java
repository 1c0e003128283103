package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Everything behind the HTTP side: the objects, and those who work on them. */
final class World implements AutoCloseable {
    private final Store store;
    private final Registry registry;
    private final Seeded seeded;
    private final LabTime time;
    private final Pace pace;
    private final Faults faults;
    private final Loop loop;
    private final PodLogs logs = new PodLogs();
    private final PachdController pachd;

    private World(Store store, Seeded seeded, LabTime time, Pace pace) {
        this.store = store;
        this.registry = new Registry(store, seeded, time);
        this.seeded = seeded;
        this.time = time;
        this.pace = pace;
        this.faults = new Faults();
        this.loop = new Loop();
        this.pachd = new PachdController(store, registry, loop, pace);
    }

    static World create(long seed, double pace, int history, Clock clock) {
        Seeded seeded = new Seeded(seed);
        long first = seeded.about("first version").nextInt(1_000, 100_000);
        return new World(new Store(first, history), seeded, new LabTime(clock), new Pace(seeded, pace));
    }

    /** Makes what every cluster has, and lets the controllers begin. */
    void begin(Containers containers) {
        time.behind(Duration.ofDays(40));
        for (String name : List.of("default", "kube-system")) {
            registry.create(Kind.NAMESPACE, "", named(name));
        }
        Nodes.create(registry);
        time.behind(Duration.ZERO);
        Events events = new Events(registry, time);
        List<Controller> controllers = List.of(
                new Kubelet(store, registry, loop, pace, faults, events, time, containers, logs),
                new ReplicaController(Kind.REPLICA_SET, store, registry, loop, events),
                new ReplicaController(Kind.REPLICATION_CONTROLLER, store, registry, loop, events),
                new DeploymentController(store, registry, loop, time, seeded, events),
                new StatefulSetController(store, registry, loop, events),
                new EndpointsController(store, registry, loop),
                new GarbageCollector(store, registry, loop),
                new ScaleBack(store, registry, loop, faults),
                pachd,
                new SnapshotController(store, registry, loop, pace));
        store.listen(change -> controllers.forEach(controller -> controller.heard(change)));
    }

    static ObjectNode named(String name) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("name", name);
        return object;
    }

    boolean awaitSettled(Duration atMost) throws InterruptedException {
        return loop.awaitIdle(atMost);
    }

    Store store() {
        return store;
    }

    Registry registry() {
        return registry;
    }

    Seeded seeded() {
        return seeded;
    }

    LabTime time() {
        return time;
    }

    Pace pace() {
        return pace;
    }

    PodLogs logs() {
        return logs;
    }

    PachdController pachd() {
        return pachd;
    }

    Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        loop.close();
    }
}
