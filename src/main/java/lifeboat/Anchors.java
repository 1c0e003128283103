package lifeboat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.backup.BackupFolder;
import lifeboat.journal.Anchor;
import lifeboat.journal.AnchorFile;
import lifeboat.journal.Head;
import lifeboat.journal.JournalException;
import lifeboat.process.Programs;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.runbook.Target;

/**
 * Where the head of a run's audit is kept besides: beside the backup that it made, and in the system's log. The lease in the
 * cluster has it from every beat, the manifest from when it was written, and the last screen shows it.
 */
record Anchors(List<Anchor> places) {
    private static final Logger LOG = Logger.getLogger(Anchors.class.getName());

    /** Those of this machine, and of that run. A rehearsal does not write into the system's log. */
    static Anchors of(Machine machine, Run run) {
        List<Anchor> places = new ArrayList<>();
        // What a restore reads was made by another run, and stays as it is.
        boolean made = run.book().targets().values().stream().noneMatch(Target.Backup.class::isInstance);
        backup(run.identities())
                .filter(folder -> made && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                .map(folder -> new AnchorFile(folder.resolve(BackupFolder.AUDIT_HEAD)))
                .ifPresent(places::add);
        Programs programs = Seal.programs(machine);
        if (run.mode() == Mode.RUN && programs.find("logger").isPresent()) {
            places.add(new SystemLog(programs));
        }
        return new Anchors(List.copyOf(places));
    }

    /** The heads that files have which a run names: the manifest of its backup, and what stands beside it. */
    static List<Head> ofBackup(Map<String, Map<String, String>> identities, String runId) {
        List<Head> heads = new ArrayList<>();
        backup(identities).ifPresent(folder -> {
            for (Path file : List.of(folder.resolve(BackupFolder.AUDIT_HEAD), folder.resolve(BackupFolder.MANIFEST))) {
                try {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        AnchorFile.Kept kept = AnchorFile.read(file);
                        // A restore only reads the backup that another run made.
                        if (kept.run().equals(runId)) {
                            heads.add(kept.head());
                        }
                    }
                } catch (JournalException e) {
                    LOG.log(Level.INFO, "no head of run " + runId, e);
                }
            }
        });
        return List.copyOf(heads);
    }

    private static Optional<Path> backup(Map<String, Map<String, String>> identities) {
        return Optional.ofNullable(identities.getOrDefault("backup", Map.of()).get("directory"))
                .map(Path::of);
    }

    /** Keeps it wherever that is possible; what is not possible is in the debug log, and stops nothing. */
    void keep(String runId, Head head) {
        for (Anchor place : places) {
            try {
                place.keep(runId, head);
            } catch (JournalException e) {
                LOG.log(Level.WARNING, "the head of the audit is not kept in " + place.place(), e);
            }
        }
    }
}
