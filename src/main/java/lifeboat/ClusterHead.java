package lifeboat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.RunLease;
import lifeboat.journal.Head;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunFolder;
import lifeboat.lab.Lab;
import lifeboat.perform.Identities;
import lifeboat.perform.PerformException;
import lifeboat.perform.Secrets;
import lifeboat.perform.Surroundings;
import lifeboat.perform.World;
import lifeboat.run.Run;
import lifeboat.runbook.Target;
import lifeboat.runbook.Template;

/** The head of a run's audit as its cluster has it: in an annotation of the run's lease, from its last beat. */
record ClusterHead(Wiring wiring, RunFolder folder) {
    private static final String HINT = "Compare with a head from elsewhere: --head, --anchor, or the ticket's.";

    /**
     * Reads it.
     *
     * @throws Complaint if there is none, or if the cluster is not the one that the run worked on
     */
    Head read() throws Complaint {
        Unfinished kept = Unfinished.find(wiring, Optional.of(folder.runId()));
        Run run = kept.run();
        String target = run.book().targets().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Target.Cluster)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> Complaint.usage("run " + run.id() + " has no cluster", HINT));
        Optional<Lab> lab = kept.lab();
        Machine machine =
                lab.map(there -> Labs.machine(wiring.machine(), there)).orElse(wiring.machine());
        Path runFolder = machine.state().resolve("runs").resolve(run.id());
        Surroundings surroundings = new Surroundings(
                wiring.version(),
                run.id(),
                machine.who(),
                machine.environment(),
                machine.home(),
                runFolder,
                machine.clock(),
                lab.map(Labs::fence));
        try (World world = new World(surroundings, new Secrets(Map.of()))) {
            Optional<String> moved = Identities.moved(world, run, target);
            if (moved.isPresent()) {
                throw Complaint.refused(moved.get(), HINT);
            }
            return head(world.cluster(run, target), run);
        } catch (ClusterException e) {
            throw Complaint.usage("the head in the cluster cannot be read: " + e.getMessage(), e.hint());
        } catch (PerformException e) {
            throw Complaint.usage("the head in the cluster cannot be read: " + e.reason(), e.hint());
        }
    }

    private static Head head(Cluster cluster, Run run) throws ClusterException, Complaint {
        String key;
        try {
            key = run.book().lock().resolve(run.scope());
        } catch (Template.UnknownVariable cut) {
            throw Complaint.usage("the journal ends before it says what was locked", HINT);
        }
        RunLease lease =
                cluster.lease(key).orElseThrow(() -> Complaint.usage("the cluster has no lease of " + key, HINT));
        if (!lease.run().equals(run.id())) {
            throw Complaint.usage(
                    "the lease of " + key + " has been taken by run " + lease.run()
                            + " since, so its head is of that one",
                    HINT);
        }
        return Head.parse(lease.audit())
                .orElseThrow(() -> Complaint.usage("the lease of " + key + " has no head of an audit", HINT));
    }

    /** Of a journal that cannot be read nothing is known; the verdict on it says so itself. */
    Optional<Head> orNoneOfWhatIsDamaged() throws Complaint {
        try {
            Journal.read(folder);
        } catch (JournalException damaged) {
            return Optional.empty();
        }
        return Optional.of(read());
    }
}
