package lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.journal.AnchorFile;
import lifeboat.journal.AuditExport;
import lifeboat.journal.AuditText;
import lifeboat.journal.AuditVerify;
import lifeboat.journal.Head;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunFolder;
import lifeboat.journal.Verification;
import lifeboat.journal.seal.AllowedSigners;
import lifeboat.journal.seal.SealException;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat audit}: reads, checks and hands on audit files. */
final class AuditCommand {
    private AuditCommand() {}

    /** {@code lifeboat audit verify RUN|FILE}. */
    @Command(
            name = "verify",
            description =
                    "Checks an audit: its hashes, its seals, and its head against those that were kept elsewhere.",
            footer = {
                "",
                "Of a RUN that made a backup, the heads in the backup are compared too.",
                "Exit codes: 0 intact, 10 torn tail, 11 corrupt or tampered, 12 unsealed (with --require-seal),",
                "13 unanchored (with --require-anchor), 14 a signature is missing or wrong, 15 of a later version."
            })
    static final class Verify implements Callable<Integer> {
        private final Wiring wiring;

        @Parameters(paramLabel = "RUN|FILE", description = "A run's id, a journal.jsonl, or a run's folder.")
        private String what = "";

        @Option(names = "--require-seal", description = "Refuse a journal that does not end in a seal.")
        private boolean requireSeal;

        @Option(names = "--require-anchor", description = "Refuse if there is no head to compare with.")
        private boolean requireAnchor;

        @Option(
                names = "--head",
                paramLabel = "SEQUENCE:HASH",
                description = "A head that was kept elsewhere, such as in a ticket; 16 characters of the hash will do.")
        private List<String> heads = List.of();

        @Option(
                names = "--anchor",
                paramLabel = "FILE",
                description = "A file with a head: the manifest.json or audit.json of a backup.")
        private List<Path> anchors = List.of();

        @Option(
                names = "--from-cluster",
                description = "Compare with the head that the cluster has, in the annotation of the run's lease.")
        private boolean fromCluster;

        @Option(
                names = "--allowed-signers",
                paramLabel = "FILE",
                description = "Who may sign, as ssh-keygen has it; then every seal has to be signed by one of them.")
        private Optional<Path> allowed = Optional.empty();

        Verify(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public Integer call() throws Complaint {
            try {
                Path path = Path.of(what);
                boolean file = Files.exists(path);
                Optional<RunFolder> run =
                        file ? Optional.empty() : Optional.of(wiring.state().find(what));
                List<Head> kept = kept();
                run.ifPresent(folder -> kept.addAll(ofItsBackup(folder)));
                if (fromCluster) {
                    RunFolder folder = run.orElseThrow(() -> Complaint.usage(
                            "--from-cluster needs a run of this state directory", "Name it by its id."));
                    new ClusterHead(wiring, folder).orNoneOfWhatIsDamaged().ifPresent(kept::add);
                }
                AuditVerify verify = new AuditVerify(requireSeal, requireAnchor, kept, signers());
                Verification found = run.isPresent() ? verify.verify(run.get()) : verify.verify(path);
                found.lines().forEach(wiring.machine()::say);
                return found.finding().exitCode();
            } catch (JournalException e) {
                throw Wiring.of(e, ExitCodes.USAGE);
            }
        }

        private List<Head> kept() throws Complaint, JournalException {
            List<Head> kept = new ArrayList<>();
            for (String text : heads) {
                kept.add(Head.parse(text)
                        .orElseThrow(() -> Complaint.usage(
                                "not a head: " + text,
                                "It is SEQUENCE:HASH, as `lifeboat audit verify` prints it; 16 characters will do.")));
            }
            for (Path file : anchors) {
                kept.add(AnchorFile.read(file).head());
            }
            return kept;
        }

        /** Of a journal that cannot be read nothing is known; the verdict says so itself. */
        private static List<Head> ofItsBackup(RunFolder folder) {
            try {
                List<Head> kept = new ArrayList<>();
                for (Recorded recorded : Journal.read(folder)) {
                    if (recorded.event() instanceof RunEvent.IdentityObserved seen) {
                        kept.addAll(Anchors.ofBackup(Map.of(seen.target(), seen.facts()), folder.runId()));
                    }
                }
                return kept;
            } catch (JournalException e) {
                return List.of();
            }
        }

        private Optional<AllowedSigners> signers() throws Complaint {
            if (allowed.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(AllowedSigners.parse(Files.readAllLines(allowed.get())));
            } catch (SealException e) {
                throw Complaint.usage(e.reason(), e.hint());
            } catch (IOException e) {
                throw Complaint.usage(
                        "could not read " + allowed.get() + ": " + e.getMessage(),
                        "It is a file like ~/.ssh/allowed_signers; `man ssh-keygen` tells its form.");
            }
        }
    }

    /** {@code lifeboat audit show RUN}. */
    @Command(name = "show", description = "Prints the audit of a run, one line a record.")
    static final class Show implements Callable<Integer> {
        private final Wiring wiring;

        @Parameters(paramLabel = "RUN", description = "A run's id.")
        private String run = "";

        Show(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public Integer call() throws Complaint {
            try {
                AuditText.lines(Journal.read(wiring.state().find(run))).forEach(wiring.machine()::say);
                return ExitCodes.DONE;
            } catch (JournalException e) {
                throw Wiring.of(e, ExitCodes.USAGE);
            }
        }
    }

    /** {@code lifeboat audit export RUN}. */
    @Command(name = "export", description = "Prints the audit of a run for other programs, one JSON object a record.")
    static final class Export implements Callable<Integer> {
        private final Wiring wiring;

        @Parameters(paramLabel = "RUN", description = "A run's id.")
        private String run = "";

        @Option(
                names = "--format",
                paramLabel = "ecs|ocsf",
                defaultValue = "ecs",
                description = "Elastic Common Schema, or Open Cybersecurity Schema Framework.")
        private String format = "ecs";

        Export(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public Integer call() throws Complaint {
            AuditExport.Format form = AuditExport.Format.of(format)
                    .orElseThrow(() -> Complaint.usage("not a format: " + format, "There are ecs and ocsf."));
            try {
                AuditExport.lines(wiring.state().find(run), form).forEach(wiring.machine()::say);
                return ExitCodes.DONE;
            } catch (JournalException e) {
                throw Wiring.of(e, ExitCodes.USAGE);
            }
        }
    }

    /** {@code lifeboat audit signer}. */
    @Command(
            name = "signer",
            description = "Prints the key that seals the audits of this installation, as a line for a file of allowed"
                    + " signers.",
            footer = {"", "A key of your own, named by LIFEBOAT_SEAL_KEY, comes first; this one signs without it."})
    static final class SignerKey implements Callable<Integer> {
        private final Wiring wiring;

        SignerKey(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public Integer call() throws Complaint {
            try {
                wiring.machine()
                        .say(wiring.machine().who() + " "
                                + wiring.state().sealPublicKey().line());
                return ExitCodes.DONE;
            } catch (JournalException e) {
                throw Wiring.of(e, ExitCodes.USAGE);
            }
        }
    }
}
