package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.Installed;
import lifeboat.atlas.ServicePort;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/** Looks at an AtlasDB before anything is changed: program, version, configuration, lock, store, nodes. */
final class AtlasPreflightDoing implements Doing<Action.Atlas> {
    private static final Duration GLANCE = Duration.ofSeconds(5);

    private final AtlasTask.Preflight task;

    AtlasPreflightDoing(AtlasTask.Preflight task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) {
        return Preview.ofDetails(List.of("looks at: program, version, configuration, lock, store"));
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws InterruptedException {
        Sheet sheet = new Sheet(listener);
        sheet.output("version", "");
        sheet.output("keyspace", "");
        sheet.output("nodes", List.of());
        try {
            AtlasPlace place = AtlasPlace.of(call, task.target());
            sheet.output("version", place.version().toString());
            program(place, sheet);
            configuration(place, sheet);
            lock(call, place, sheet);
            if (task.backing()) {
                service(place, sheet);
            } else {
                cleaning(place, sheet);
            }
            store(call, place, sheet);
            nodes(call, place, sheet);
        } catch (PerformException e) {
            sheet.fail("atlasdb", e.reason(), e.hint());
        }
        return sheet.outcome("nothing stands in the way");
    }

    private static void program(AtlasPlace place, Sheet sheet) throws PerformException {
        try {
            boolean jars = Installed.version(place.executable()).isPresent();
            String words = place.executable() + ", version " + place.version();
            if (jars) {
                sheet.pass("program", words + ", as its jars say too");
            } else {
                sheet.warn("program", words + " by your word alone: no jar of AtlasDB stands beside it");
            }
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    private void configuration(AtlasPlace place, Sheet sheet) {
        Optional<String> refusal = place.config().fetchRefusal();
        if (refusal.isPresent()) {
            sheet.fail("configuration", refusal.get(), "Name the configuration with which the service itself runs.");
            return;
        }
        sheet.pass(
                "configuration",
                place.cli().config() + " at " + place.cli().root() + ": "
                        + place.config().type() + ", " + place.name() + "; services: "
                        + place.config().servicesInWords()
                        + (place.config().hasReadablePassword() ? "" : "; its password is encrypted or not there"));
    }

    private void lock(Call<Action.Atlas> call, AtlasPlace place, Sheet sheet) throws PerformException {
        String by = call.text(task.lock());
        boolean endpoint = place.cli().line().lock().isThere();
        String words = place.cli().line().lock().words();
        switch (by) {
            case "http" -> {
                if (!endpoint) {
                    sheet.fail("lock", words + ", and this is " + place.version(), "Choose to go on without a lock.");
                } else {
                    sheet.pass(
                            "lock",
                            AtlasLocks.now(call, place)
                                    .map(now -> words + "; now: " + now)
                                    .orElse(words));
                }
            }
            case "cli" ->
                sheet.warn(
                        "lock",
                        "by the program's backup-lock, which no released build has; if this one has not, the"
                                + " step fails and changes nothing");
            default ->
                sheet.warn(
                        "lock",
                        endpoint
                                ? "not taken, by your choice, although this version has one"
                                : words + "; you will be asked about sweep");
        }
    }

    private static void service(AtlasPlace place, Sheet sheet) throws PerformException {
        try {
            if (ServicePort.isOpen(place.service(), GLANCE)) {
                sheet.pass("service", "listens at " + place.service().getAuthority());
            } else {
                sheet.fail(
                        "service",
                        "nothing listens at " + place.service().getAuthority(),
                        "A backup timestamp comes from the running service; start it, or correct its address.");
            }
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    private static void cleaning(AtlasPlace place, Sheet sheet) {
        Optional<String> refusal = place.cli().line().cleaningRefusal();
        Optional<String> warning = place.cli().line().cleaningWarning();
        if (refusal.isPresent()) {
            sheet.fail(
                    "cleaning",
                    refusal.get(),
                    "Use the program of a version from 0.38 to 0.102, or from 0.118 on, whichever your store allows.");
        } else if (warning.isPresent()) {
            sheet.warn("cleaning", warning.get());
        } else {
            List<String> options = place.cli().line().cleaningOptions();
            sheet.pass(
                    "cleaning",
                    "looks at every transaction" + (options.isEmpty() ? "" : ", with " + String.join(" ", options)));
        }
    }

    private void store(Call<Action.Atlas> call, AtlasPlace place, Sheet sheet) throws PerformException {
        if (!place.isPostgres() || !task.backing()) {
            return;
        }
        CleaningGuard.refuseLaterForms(place.store(call.world(), call.run()));
        long committed =
                AtlasLedger.of(place.store(call.world(), call.run()), 1).committed();
        sheet.pass("store", place.database() + ": " + committed + " transactions");
    }

    private void nodes(Call<Action.Atlas> call, AtlasPlace place, Sheet sheet)
            throws PerformException, InterruptedException {
        if (!place.isCassandra()) {
            return;
        }
        AtlasNodes there = new AtlasNodes(call.world(), place);
        List<String> nodes = there.named(call.text(task.nodes()));
        if (nodes.isEmpty()) {
            sheet.fail(
                    "nodes", "no node of Cassandra is known", "Name every node; one that is left out is not repaired.");
            return;
        }
        for (String node : nodes) {
            try {
                sheet.pass("node " + node, "answers, cluster " + there.clusterName(node));
            } catch (PerformException e) {
                sheet.fail("node " + node, e.reason(), e.hint());
            }
        }
        sheet.output("nodes", nodes);
        sheet.output("keyspace", place.keyspace());
    }
}
