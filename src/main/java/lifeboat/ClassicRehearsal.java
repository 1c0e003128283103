package lifeboat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.lab.Lab;
import lifeboat.lab.LabDescription;
import lifeboat.lab.LabException;
import lifeboat.lab.LabOptions;
import lifeboat.run.Run;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Step;
import lifeboat.runbook.Target;

/** What a rehearsal with a Pachyderm of 1.x needs of its lab. */
final class ClassicRehearsal {
    /** The versions of the running and of the empty cluster: one with everything that differs between versions in it. */
    static final String USUAL_VERSION = "1.11.9";

    /** The same for a runbook that moves from one cluster to another. */
    static final String USUAL_MIGRATION = "1.11.9,1.13.4";

    /** What a snapshot is called that somebody made by hand. */
    private static final String BY_HAND = "by-hand";

    private static final String NEW = "-new";
    private static final int NEW_PORT = 31650;

    private ClassicRehearsal() {}

    /** Whether a runbook works on a Pachyderm of 1.x. */
    static boolean isFor(Runbook book) {
        return book.steps().stream().anyMatch(ClassicRehearsal::isFor);
    }

    private static boolean isFor(Step step) {
        return step.action() instanceof ClassicAction
                || step.together().stream().anyMatch(ClassicRehearsal::isFor);
    }

    /** Whether it restores what another runbook extracted. */
    static boolean restores(Runbook book) {
        return isFor(book) && book.targets().values().stream().anyMatch(Target.Backup.class::isInstance);
    }

    /** Its lab: of the versions that were chosen, if they are of 1.x. */
    static LabOptions options(Runbook book, LabOptions chosen) {
        return chosen.pachctl().startsWith("1.") ? chosen : chosen.withPachctl(versions(book));
    }

    private static String versions(Runbook book) {
        boolean both = book.steps().stream()
                        .anyMatch(step -> step.action() instanceof ClassicAction classic
                                && classic.task() instanceof ClassicTask.Restore)
                && !restores(book);
        return both ? USUAL_MIGRATION : USUAL_VERSION;
    }

    /** What the lab's providers call the disk of etcd. */
    private static Map<String, String> disk(String by) {
        return switch (by) {
            case "aws" -> Map.of("volume", "vol-0f1e2d3c4b5a69788", "volume_place", "eu-west-1");
            case "gcloud" -> Map.of("volume", "etcd-disk", "volume_place", "europe-west1-b");
            case "az" -> Map.of("volume", "etcd-disk", "volume_place", "lab-group");
            default -> Map.of("volume", "etcd-storage-etcd-0");
        };
    }

    /** How a backup is made that is to be restored: as the restore is told that it was. */
    static Map<String, Given> forBackup(Map<String, Given> restore) {
        Map<String, Given> answers = new LinkedHashMap<>();
        if (restore.containsKey("made_by")) {
            answers.put("extract_to", restore.getOrDefault("made_by", new Given("file", "lab")));
        }
        return answers;
    }

    /**
     * Does in the lab what a step has somebody do by hand with the volume of etcd.
     *
     * @return what was done, one sentence; nothing if the step asks for nothing of the kind
     */
    static Optional<String> byHand(Run run, Step step, Lab lab) throws LabException {
        String named = String.join(" ", run.facts().getOrDefault("extract.snapshot", List.of()));
        switch (step.id().value()) {
            case "snapshot-by-hand" -> {
                lab.volume("keep", BY_HAND);
                return Optional.of("In the lab somebody has made the snapshot.");
            }
            case "restore-volume" -> {
                String name = named.startsWith("hand ")
                        ? BY_HAND
                        : named.replaceFirst("^.* ", "").replaceFirst("^.*/", "");
                lab.volume("restore", name);
                return Optional.of("In the lab somebody has made the volume from the snapshot " + name
                        + ", filled the bucket, and logged in to the new cluster.");
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    /** What the lab answers to the questions of a runbook, beside what every lab answers. */
    static Map<String, Given> given(Runbook book, Lab lab, Map<String, Given> chosen) {
        LabDescription world = lab.description();
        Map<String, String> values = new LinkedHashMap<>();
        String config = lab.directory().resolve("pachctl/config.json").toString();
        String other = world.pachctl().resolveSibling("pachctl-new").toString();
        values.put("pachctl_config", config);
        values.put("extract_url", "s3://" + world.store().backup() + "/classic/extract.pach");
        values.putAll(
                disk(chosen.getOrDefault("snapshot_by", new Given("csi", "lab")).value()));
        values.put("loader_deployment", "telemetry-loader");
        values.put("new_namespace", world.cluster().namespace() + NEW);
        values.put("new_pachctl_program", other);
        values.put("new_pachctl_context", "new");
        values.put("new_bucket", world.store().empty());
        values.put("new_pachd_address", "grpc://127.0.0.1:" + NEW_PORT);
        if (restores(book)) {
            values.put("namespace", world.cluster().namespace() + NEW);
            values.put("pachctl_program", other);
            values.put("pachctl_context", "new");
            values.put("bucket", world.store().empty());
        }
        Map<String, Given> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (book.parameter(name).isPresent()) {
                given.put(name, new Given(value, "lab"));
            }
        });
        return given;
    }
}
