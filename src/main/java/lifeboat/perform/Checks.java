package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ConfigData;
import lifeboat.cluster.ObjectKind;
import lifeboat.cluster.Workload;
import lifeboat.pachyderm.Pachctl;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.Check;
import lifeboat.runbook.Template;

/** Looks at one check of a step. */
record Checks(Call<?> call, Performer.Listener listener, Duration patience) implements Check.Cases<Checks.Fallible> {
    private static final Duration EVERY = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** A check that may not be possible. */
    @FunctionalInterface
    interface Fallible {
        Performer.Checked look() throws PerformException, InterruptedException;
    }

    private Cluster cluster() throws PerformException {
        return call.world().cluster(call.run());
    }

    @Override
    public Fallible replicas(Check.Replicas check) {
        return () -> {
            int wanted = call.number(check.equals());
            List<Workload> workloads = ScaleDoing.workloads(cluster(), check.kind(), call.text(check.which()), true);
            List<String> others = workloads.stream()
                    .filter(workload -> workload.wanted() != wanted)
                    .map(workload -> workload.name() + " asks for " + workload.wanted())
                    .toList();
            return others.isEmpty()
                    ? pass(workloads.isEmpty() ? "there is none" : "all ask for " + wanted)
                    : fail(String.join("; ", others) + ", not for " + wanted);
        };
    }

    @Override
    public Fallible ready(Check.Ready check) {
        return () -> {
            String name = call.text(check.deployment());
            Workload[] last = new Workload[1];
            Optional<Workload> ready = Patience.until(patience, EVERY, listener.cancelled(), () -> {
                Workload now = deployment(name);
                last[0] = now;
                listener.progress(name + ": " + now.ready() + " of " + now.wanted() + " ready");
                return now.settled() ? Optional.of(now) : Optional.empty();
            });
            return ready.map(now -> now.wanted() == 0
                            ? new Performer.Checked(Severity.WARN, name + " is ready with no replica at all")
                            : pass(name + " has " + now.ready() + " of " + now.wanted() + " ready"))
                    .orElseGet(() -> fail(name + " has " + last[0].ready() + " of " + last[0].wanted() + " ready after "
                            + patience.toSeconds() + " s"));
        };
    }

    private Workload deployment(String name) throws PerformException {
        return ScaleDoing.workloads(cluster(), Action.Scale.Kind.DEPLOYMENT, name, false)
                .get(0);
    }

    @Override
    public Fallible back(Check.Back check) {
        return () -> {
            List<String> owed = new ArrayList<>();
            check.workloads().forEach(template -> owed.addAll(recorded(template)));
            owed.removeIf(entry -> entry.endsWith("=0"));
            Duration longest = check.observed() ? GRACE : patience;
            List<String> away = new ArrayList<>();
            Optional<Boolean> back = Patience.until(longest, EVERY, listener.cancelled(), () -> {
                away.clear();
                for (String entry : owed) {
                    if (!isBack(entry.substring(0, entry.lastIndexOf('=')))) {
                        away.add(entry);
                    }
                }
                listener.progress(owed.size() - away.size() + " of " + owed.size() + " workloads back");
                return away.isEmpty() ? Optional.of(true) : Optional.empty();
            });
            if (back.isPresent()) {
                return pass(owed.isEmpty() ? "none had replicas" : "back: " + String.join(", ", owed));
            }
            String missing = "not back after " + longest.toSeconds() + " s: " + String.join(", ", away);
            return check.observed()
                    ? new Performer.Checked(Severity.WARN, missing + "; it scales with the load")
                    : fail(missing);
        };
    }

    /** What was recorded; where that step never came to its turn, nothing was taken down that would have to come back. */
    private List<String> recorded(Template workloads) {
        try {
            return call.list(workloads);
        } catch (Template.UnknownVariable never) {
            return List.of();
        }
    }

    private boolean isBack(String workload) throws PerformException {
        int slash = workload.indexOf('/');
        String kind = workload.substring(0, slash);
        String name = workload.substring(slash + 1);
        try {
            Optional<Workload> now = ObjectKind.named(kind).orElse(ObjectKind.DEPLOYMENT) == ObjectKind.DEPLOYMENT
                    ? cluster().deployment(name)
                    : cluster().replicationControllers("").stream()
                            .filter(controller -> controller.name().equals(name))
                            .findFirst();
            // A pipeline that was deleted or renamed meanwhile has a controller of another name.
            return now.isPresent() && now.get().wanted() > 0;
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Fallible drained(Check.Drained check) {
        return () -> {
            Drainage now = Drainage.look(cluster(), call.text(check.app()));
            return now.isDone() ? pass("no such pod is left") : fail("left: " + now.words());
        };
    }

    @Override
    public Fallible paused(Check.Paused check) {
        return () -> {
            String[] last = {""};
            Optional<Boolean> there = Patience.until(patience, EVERY, listener.cancelled(), () -> {
                boolean paused = mode().equals("paused");
                Workload pachd = deployment("pachd");
                last[0] = "mode " + (mode().isEmpty() ? "full" : mode()) + ", pachd "
                        + (pachd.settled() ? "settled" : "still rolling");
                listener.progress(last[0]);
                return paused == check.expected() && pachd.settled() ? Optional.of(true) : Optional.empty();
            });
            return there.isPresent() ? pass(last[0]) : fail(last[0] + " after " + patience.toSeconds() + " s");
        };
    }

    /** {@code pause-status} needs auth and says nothing of workers; the mode that pachd starts in is in its config map. */
    private String mode() throws PerformException {
        try {
            return cluster()
                    .configMap("pachd-config")
                    .map(ConfigData::data)
                    .map(data -> data.getOrDefault("MODE", ""))
                    .orElse("");
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Fallible dumped(Check.Dumped check) {
        return () -> {
            BackupFolder folder = Folders.of(call);
            return new DumpCheck(call, folder).look(call.text(check.database()));
        };
    }

    @Override
    public Fallible answers(Check.Answers check) {
        return () -> {
            Pachctl pachctl = call.world().pachctl(call.run(), check.target());
            return PachctlAnswers.look(pachctl, check.enterprise(), patience, listener);
        };
    }

    @Override
    public Fallible installed(Check.Installed check) {
        return () -> new Installation(
                        cluster(), call.text(check.release()), call.text(check.deployment()), patience, listener)
                .has(call.text(check.version()));
    }

    @Override
    public Fallible uninstalled(Check.Uninstalled check) {
        return () -> new Installation(
                        cluster(), call.text(check.release()), call.text(check.deployment()), patience, listener)
                .isGone();
    }

    @Override
    public Fallible reachable(Check.Reachable check) {
        return () -> {
            Pachctl pachctl = call.world().pachctl(call.run(), check.target());
            return PachctlAnswers.at(pachctl, call.text(check.address()), check.expected(), patience, listener);
        };
    }

    static Performer.Checked pass(String detail) {
        return new Performer.Checked(Severity.PASS, detail);
    }

    static Performer.Checked fail(String detail) {
        return new Performer.Checked(Severity.FAIL, detail);
    }
}
