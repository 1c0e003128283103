package lifeboat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.journal.AuditText;
import lifeboat.journal.AuditVerify;
import lifeboat.journal.Head;
import lifeboat.journal.Journal;
import lifeboat.journal.JournalException;
import lifeboat.journal.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat audit}: reads and checks audit files. */
final class AuditCommand {
    private AuditCommand() {}

    /** {@code lifeboat audit verify RUN|FILE}. */
    @Command(
            name = "verify",
            description = "Checks an audit: its hashes, and its head against one that was kept elsewhere.",
            footer = {
                "",
                "Exit codes: 0 intact, 10 torn tail, 11 corrupt or tampered, 12 unsealed (with --require-seal),",
                "13 unanchored (with --require-anchor), 15 of a later version."
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
                description = "A head that was kept elsewhere, such as in a backup's manifest or a ticket.")
        private Optional<String> head = Optional.empty();

        Verify(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public Integer call() throws Complaint {
            try {
                AuditVerify verify = new AuditVerify(
                        requireSeal, requireAnchor, head.isEmpty() ? Optional.empty() : Optional.of(head(head.get())));
                Path path = Path.of(what);
                Verification found = Files.exists(path)
                        ? verify.verify(path)
                        : verify.verify(wiring.state().find(what));
                found.lines().forEach(wiring.machine().out()::println);
                return found.finding().exitCode();
            } catch (JournalException e) {
                throw Wiring.of(e, ExitCodes.USAGE);
            }
        }

        private static Head head(String text) throws Complaint {
            int colon = text.indexOf(':');
            try {
                return new Head(Long.parseLong(text.substring(0, Math.max(0, colon))), text.substring(colon + 1));
            } catch (NumberFormatException e) {
                throw Complaint.usage(
                        "not a head: " + text, "It is SEQUENCE:HASH, as `lifeboat audit verify` prints it.");
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
                AuditText.lines(Journal.read(wiring.state().find(run)))
                        .forEach(wiring.machine().out()::println);
                return ExitCodes.DONE;
            } catch (JournalException e) {
                throw Wiring.of(e, ExitCodes.USAGE);
            }
        }
    }
}
