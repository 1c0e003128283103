package lifeboat.journal;

import static lifeboat.journal.Samples.CLOCK;
import static lifeboat.journal.Samples.ENVELOPE;
import static lifeboat.journal.Samples.SCALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lifeboat.journal.Verification.Finding;
import lifeboat.run.Attempt;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that was written once, several events at a time, comes to the same state for ever: {@code journals/batches.jsonl}
 * is never made anew.
 */
class GoldenRunTest {
    private static final AuditVerify PLAIN = new AuditVerify(false, false, Optional.empty());
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: pachyderm-backup
            title: Back up
            summary: For tests.
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: pach}
            identity: [cluster]
            lock: pachyderm/{{ cluster.uid }}
            holds:
              pachd-down: {means: It is down., by_hand: Scale it up.}
            steps:
              - id: scale-down-pachd
                title: Scale pachd to zero
                why: It must be down.
                scale: {deployment: pachd, replicas: 0}
                register: recorded.pachd
                holds: pachd-down
                downtime: begin
                undo: {scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}}
                required: true
              - id: scale-up-pachd
                title: Scale pachd up
                why: It must come back.
                scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}
                releases: pachd-down
                downtime: end
                required: true
              - id: other
                title: Tell
                why: People want to know.
                announce: {message: over}
            finally: [scale-up-pachd]
            """;

    @TempDir
    Path directory;

    private static Runbook book() throws Exception {
        return RunbookLoader.load("pachyderm-backup.yaml", BOOK.getBytes(StandardCharsets.UTF_8));
    }

    private static String golden(String name) throws Exception {
        try (InputStream in = GoldenRunTest.class.getResourceAsStream("/journals/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private RunFolder folder() throws Exception {
        return new StateDirectory(directory.resolve("state")).create(Samples.RUN, new byte[] {1});
    }

    /** Each inner list is one append: it is forced to disk as a whole. */
    private static List<List<RunEvent>> batches() {
        Attempt attempt = new Attempt(SCALE, "", false, 1);
        return List.of(
                List.of(
                        Samples.opened(),
                        new RunEvent.IdentityObserved("cluster", Map.of("uid", "u-1", "namespace", "pach")),
                        new RunEvent.LockTaken("pachyderm/u-1", "mira")),
                List.of(new RunEvent.PreviewShown(SCALE, false, Preview.ofDetails(List.of("pachd: 3 to 0")))),
                List.of(
                        new RunEvent.StepConfirmed(SCALE, false, "yes"),
                        new RunEvent.ActionBegun(attempt, Map.of("replicas", List.of("3")))),
                List.of(
                        new RunEvent.ActionEnded(attempt, new Outcome.Succeeded(Map.of(), "pachd is down")),
                        new RunEvent.HoldOpened("pachd-down", SCALE)));
    }

    @Test
    void severalEventsInOneAppendAreStillTheSameBytes() throws Exception {
        RunFolder folder = folder();
        try (Journal journal = Journal.create(folder, ENVELOPE, CLOCK)) {
            for (List<RunEvent> batch : batches()) {
                assertThat(journal.append(batch)).extracting(Recorded::event).isEqualTo(batch);
            }
        }
        assertThat(Files.readString(folder.journal())).isEqualTo(golden("batches.jsonl"));
    }

    @Test
    void everyLineOfABatchNamesTheFirstAndALineAloneNamesNone() throws Exception {
        List<Long> units = new ArrayList<>();
        for (String line : golden("batches.jsonl").lines().toList()) {
            units.add(Line.read(line.getBytes(StandardCharsets.UTF_8)).unit().orElse(0));
        }
        assertThat(units).containsExactly(1L, 1L, 1L, 0L, 5L, 5L, 7L, 7L);
    }

    @Test
    void aGoldenRunFoldsToTheStateThatItLeft() throws Exception {
        RunFolder folder = folder();
        Files.writeString(folder.journal(), golden("batches.jsonl"));
        assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.INTACT);
        Run run = Run.replay(book(), Samples.RUN, Journal.read(folder));
        assertThat(run.mode()).isEqualTo(Mode.REHEARSAL);
        assertThat(run.phase()).isEqualTo(Run.Phase.OPEN);
        assertThat(run.openedAt()).contains(Samples.NOON);
        assertThat(run.identities()).isEqualTo(Map.of("cluster", Map.of("uid", "u-1", "namespace", "pach")));
        assertThat(run.state(SCALE).status()).isEqualTo(Status.DONE);
        assertThat(run.state(SCALE).touched()).isTrue();
        assertThat(run.holds()).containsExactly(new Run.OpenHold("pachd-down", SCALE, Samples.NOON));
        assertThat(run.current().map(step -> step.id().value())).contains("scale-up-pachd");
        assertThat(run.inFlight()).isEmpty();
        assertThat(run.facts()).containsEntry("recorded.pachd.replicas", List.of("3"));
        assertThat(run.downtime().began()).contains(Samples.NOON);
        assertThat(run.downtime().ended()).isEmpty();
    }

    @Test
    void everyPrefixOfAGoldenRunFoldsAndIsWhatItsPiecesAre() throws Exception {
        for (String name : List.of("batches.jsonl", "every-event.jsonl")) {
            Path state = directory.resolve(name);
            RunFolder folder = new StateDirectory(state).create(Samples.RUN, new byte[] {1});
            List<String> lines = golden(name).lines().toList();
            Run piecewise = Run.fresh(book(), Samples.RUN);
            for (int length = 1; length <= lines.size(); length++) {
                Files.writeString(folder.journal(), String.join("\n", lines.subList(0, length)) + "\n");
                List<Recorded> events = Journal.read(folder);
                assertThat(events).hasSize(length);
                piecewise = piecewise.evolve(events.get(length - 1));
                assertThat(Run.replay(book(), Samples.RUN, events)).isEqualTo(piecewise);
            }
        }
    }

    @Test
    void aRunWithEveryKindOfEventFoldsToItsEnd() throws Exception {
        RunFolder folder = folder();
        Files.writeString(folder.journal(), golden("every-event.jsonl"));
        Run run = Run.replay(book(), Samples.RUN, Journal.read(folder));
        assertThat(run.phase()).isEqualTo(Run.Phase.CLOSED);
        assertThat(run.result()).contains("done");
        assertThat(run.notes()).containsExactly("it rains");
        assertThat(run.holds()).isEmpty();
        assertThat(run.parameters()).containsEntry("password", "hmac-sha256:" + "0".repeat(64));
    }

    @Test
    void aBatchWhoseFirstLineNeverReachedTheDiskIsTornAndADamagedEarlierOneIsNot() throws Exception {
        RunFolder folder = folder();
        List<String> lines = golden("batches.jsonl").lines().toList();
        List<String> torn = new ArrayList<>(lines);
        torn.set(6, "\0".repeat(lines.get(6).length()));
        Files.writeString(folder.journal(), String.join("\n", torn) + "\n");
        assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.TORN);
        assertThat(Journal.read(folder)).hasSize(6);
        Run run = Run.replay(book(), Samples.RUN, Journal.read(folder));
        assertThat(run.inFlight()).containsOnlyKeys(new Attempt(SCALE, "", false, 1));

        List<String> damaged = new ArrayList<>(lines);
        damaged.set(4, "\0".repeat(lines.get(4).length()));
        Files.writeString(folder.journal(), String.join("\n", damaged) + "\n");
        assertThat(PLAIN.verify(folder).finding()).isEqualTo(Finding.CORRUPT);
    }
}
