package lifeboat.journal;

import static lifeboat.journal.Samples.CLOCK;
import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.RUN;
import static lifeboat.journal.Samples.SCALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lifeboat.fault.Fault;
import lifeboat.fault.SmallDisk;
import lifeboat.fault.Tally;
import lifeboat.journal.Verification.Finding;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord.RecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same faults on a real, small file system, and with the real force that fails. */
class RealDiskTest {
    private static final AuditVerify PLAIN = new AuditVerify(false, false, Optional.empty());
    private static final int PAGE = 4096;
    /** The disk in memory is filled at each byte; here at every so many. */
    private static final int EVERY = Integer.getInteger("lifeboat.disk.every", 5);

    private static final Keeping KEEPING =
            new Keeping(CLOCK, Optional.empty(), 1000, Duration.ofMinutes(5), Optional.empty(), 2 * PAGE);
    private static final RunEvent BEGUN = new RunEvent.ActionBegun(new Attempt(SCALE, "", false, 1), Map.of());
    private static final RunEvent ENDED =
            new RunEvent.ActionEnded(new Attempt(SCALE, "", false, 1), new Outcome.Succeeded(Map.of(), "3 to 0"));
    private static final Pattern FORCED =
            Pattern.compile("f(?:data)?sync\\(\\d+<([^>]*)>\\) *= (-1 EIO|0)", Pattern.MULTILINE);

    @TempDir
    Path temporary;

    @Test
    @Fault("F08")
    void aDiskThatFillsUpAtAnyByteOfARecordLosesNothing(Tally tally) throws Exception {
        try (SmallDisk disk = SmallDisk.at(temporary, 256)) {
            for (int room = 0; room < 700; room += EVERY) {
                tally.injected();
                Path above = Files.createDirectory(disk.path().resolve("r" + room));
                Path path = Files.createDirectory(above.resolve(RUN));
                RunFolder folder = new RunFolder(new RealDisk(), path);
                Journal journal = Journal.create(folder, ENVELOPE, KEEPING);
                List<RunEvent> expected = new ArrayList<>(List.of(Samples.opened(), BEGUN));
                journal.append(List.of(Samples.opened()));
                journal.append(List.of(BEGUN));
                expected.add(filledUp(journal, folder, room));
                Path filler = disk.fill("filler");
                for (RunEvent event : List.of(ENDED, new RunEvent.NoteAdded("n".repeat(PAGE)), ENDED)) {
                    keepOrRemember(journal, event);
                    expected.add(event);
                }
                assertThat(Journal.read(folder)).as("before there is room").hasSizeGreaterThanOrEqualTo(3);
                Files.delete(filler);
                if (journal.gap().isPresent()) {
                    journal.catchUp(Optional.empty());
                }
                journal.append(List.of(BEGUN));
                expected.add(BEGUN);
                assertThat(inShort(events(folder))).isEqualTo(inShort(expected));
                assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
                journal.close();
                delete(above);
                tally.survived();
            }
        }
    }

    /** Leaves so many bytes in the last page of the journal's file, and no page besides. */
    private static RunEvent filledUp(Journal journal, RunFolder folder, int room) throws Exception {
        long empty = lengthAfter(folder, "");
        long used = Files.size(folder.journal());
        long wanted = used + empty + PAGE;
        int padding = (int) (PAGE - room - (used + empty) % PAGE + PAGE) % PAGE;
        RunEvent note = new RunEvent.NoteAdded("p".repeat(padding));
        journal.append(List.of(note));
        assertThat(Files.size(folder.journal()) % PAGE).isEqualTo((PAGE - room) % PAGE);
        assertThat(wanted).isPositive();
        return note;
    }

    private static long lengthAfter(RunFolder folder, String text) throws Exception {
        Replay replay = Replay.of(folder);
        return new LineWriter(ENVELOPE, folder.artifacts())
                .line(
                        replay.reading().head(),
                        java.util.OptionalLong.empty(),
                        Map.of(),
                        Samples.NOON,
                        new RunEvent.NoteAdded(text))
                .bytes()
                .length;
    }

    private static void keepOrRemember(Journal journal, RunEvent event) {
        try {
            if (journal.gap().isEmpty()) {
                journal.append(List.of(event));
                return;
            }
        } catch (RecordException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        journal.remember(List.of(event));
    }

    @Test
    @Fault({"F08", "F10"})
    void aDiskThatTakesNothingIsLeftForAnotherOne() throws Exception {
        Path first = Files.createDirectory(temporary.resolve("first"));
        Path other = Files.createDirectory(temporary.resolve("other"));
        try (SmallDisk disk = SmallDisk.at(first, 256)) {
            RunFolder folder = new RunFolder(
                    new RealDisk(), Files.createDirectory(disk.path().resolve(RUN)));
            Journal journal = Journal.create(folder, ENVELOPE, KEEPING);
            journal.append(List.of(Samples.opened()));
            journal.append(List.of(BEGUN));
            Files.delete(folder.path().resolve(Reserve.NAME));
            Path filler = disk.fill("filler");
            RunEvent large = new RunEvent.NoteAdded("n".repeat(PAGE));
            assertThatThrownBy(() -> journal.append(List.of(large))).hasMessageContaining("No space left");
            journal.remember(List.of(large));
            assertThatThrownBy(() -> journal.catchUp(Optional.empty())).isInstanceOf(RecordException.class);
            assertThatThrownBy(() -> journal.catchUp(Optional.of(first.toString())))
                    .isInstanceOf(RecordException.class);
            journal.catchUp(Optional.of(other.toString()));
            journal.append(List.of(ENDED));
            journal.close();
            Path part = journal.gap().orElseThrow().elsewhere().get(0);
            assertThat(part.getParent()).isEqualTo(other.resolve(RUN));
            assertThat(Files.getPosixFilePermissions(part)).hasSize(2);
            Files.delete(filler);
            Files.copy(part, folder.path().resolve(String.valueOf(part.getFileName())));
            assertThat(inShort(events(folder))).isEqualTo(inShort(List.of(Samples.opened(), BEGUN, large, ENDED)));
            assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
        }
    }

    @Test
    @Fault("F10")
    void noForceThatFailedIsTriedAgainOnTheSameFile(Tally tally) throws Exception {
        assumeTrue(isThere("strace"), "strace is not installed");
        int indices = Integer.getInteger("lifeboat.forces", 5);
        for (int index = 1; index <= indices; index++) {
            Path folder = Files.createDirectory(temporary.resolve("f" + index));
            Path trace = temporary.resolve("trace" + index);
            // The first two make the journal; from this one on the disk forces nothing any more.
            Process process = new ProcessBuilder(
                            "strace",
                            "-f",
                            "-y",
                            "-o",
                            trace.toString(),
                            "-e",
                            "trace=fsync,fdatasync",
                            "-e",
                            "inject=fsync,fdatasync:error=EIO:when=" + (4 + index) + "+",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Forcing.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(temporary.resolve("out" + index).toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(temporary.resolve("out" + index));
            assumeTrue(!said.contains("ptrace"), "strace may not trace here");
            assertThat(process.exitValue()).as(said).isZero();
            List<String> acknowledged = said.lines().toList();
            tally.injected();
            assertNeverAgain(Files.readString(trace));
            List<String> found = events(new RunFolder(new RealDisk(), folder.resolve(RUN))).stream()
                    .filter(RunEvent.NoteAdded.class::isInstance)
                    .map(event -> ((RunEvent.NoteAdded) event).text())
                    .toList();
            assertThat(found).containsAll(acknowledged);
            tally.survived();
        }
    }

    private static void assertNeverAgain(String trace) {
        List<String> failed = new ArrayList<>();
        Matcher force = FORCED.matcher(trace);
        int seen = 0;
        while (force.find()) {
            seen++;
            if (force.group(1).endsWith(".jsonl")) {
                assertThat(failed).as(trace).doesNotContain(force.group(1));
            }
            if (force.group(2).startsWith("-1")) {
                failed.add(force.group(1));
            }
        }
        assertThat(seen).as(trace).isGreaterThan(4);
        assertThat(failed).as(trace).isNotEmpty();
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static List<String> inShort(List<RunEvent> events) {
        return events.stream()
                .map(event -> event instanceof RunEvent.NoteAdded note
                        ? "note of " + note.text().length()
                        : event.toString())
                .toList();
    }

    private static List<RunEvent> events(RunFolder folder) throws JournalException {
        return Journal.read(folder).stream()
                .map(Recorded::event)
                .filter(event -> !(event instanceof RunEvent.Sealed || event instanceof RunEvent.AuditDegraded))
                .toList();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Keeps notes in a journal below the directory that it is given, and says which were kept; run under strace. */
    static final class Forcing {
        private Forcing() {}

        public static void main(String[] arguments) throws Exception {
            Path path = Files.createDirectory(Path.of(arguments[0], RUN));
            Journal journal = Journal.create(new RunFolder(new RealDisk(), path), ENVELOPE, KEEPING);
            journal.append(List.of(Samples.opened()));
            for (int number = 0; number < 8; number++) {
                try {
                    if (journal.gap().isEmpty()) {
                        journal.append(List.of(new RunEvent.NoteAdded("note " + number)));
                        System.out.println("note " + number);
                        continue;
                    }
                } catch (RecordException e) {
                    journal.remember(List.of(new RunEvent.NoteAdded("note " + number)));
                }
                try {
                    journal.catchUp(Optional.empty());
                } catch (RecordException e) {
                    journal.remember(List.of(new RunEvent.NoteAdded("never " + number)));
                }
            }
        }
    }
}
