package lifeboat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Ticket.Tone;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

final class TicketTest {
    private static final Instant END = Instant.parse("2026-11-21T03:10:05Z");
    private static final RunEvent PIN =
            new RunEvent.IdentityObserved("cluster", Map.of("context", "prod", "uid", "u1"));

    private static Ticket of(Run run) {
        return new Ticket(
                run,
                List.of("mira on bastion1", "jon on bastion2"),
                Optional.of(END),
                new Ticket.Audit("/state/runs/R1/journal.jsonl", 41, "c0ffee"));
    }

    @Test
    void aRunThatWasDoneSaysWhatItDidAndHowToProveIt() {
        Run run = Story.opened("anna", "scale")
                .and(PIN, new RunEvent.IdentityObserved("backup", Map.of("directory", "/backups/b1")))
                .through("look", "tell", "down", "dump", "up", "tell-again")
                .and(new RunEvent.NoteAdded("cron off\nthen on"), new RunEvent.RunClosed("done", ""))
                .run();
        assertThat(of(run).text())
                .containsExactly(
                        "Run        R1",
                        "Runbook    A small procedure (small)",
                        "  sha256   " + run.book().sha256(),
                        "Result     Done.",
                        "Operator   mira on bastion1, jon on bastion2",
                        "Opened     2026-11-21T02:00:00Z",
                        "Closed     2026-11-21T03:10:05Z, after 1h10m5s",
                        "Outage     9m, from 2026-11-21T02:15:00Z to 2026-11-21T02:24:00Z",
                        "Target     cluster: context prod, uid u1",
                        "Holds      nothing is held",
                        "Steps      6 of 6 done",
                        "Backup     /backups/b1",
                        "           no manifest was written: it is not to be used",
                        "Note       cron off",
                        "           then on",
                        "Audit      /state/runs/R1/journal.jsonl",
                        "  head     41:c0ffee",
                        "Verify     lifeboat audit verify R1 --require-seal --head 41:c0ffee");
    }

    @Test
    void aRunThatWasLeftNamesItsHoldsNewestFirstWithTheWayBackByHand() {
        Run run = Story.opened("anna", "scale")
                .through("look", "tell", "down")
                .and(
                        new RunEvent.StepSkipped(new StepId("dump"), "no room on the disk", false),
                        new RunEvent.RunLeft("the operator left", List.of("told", "down")))
                .run();
        assertThat(of(run).text())
                .contains(
                        "Result     Left unfinished; nothing new begins until it is resumed.",
                        "Left       2026-11-21T03:10:05Z, after 1h10m5s",
                        "Outage     since 2026-11-21T02:13:00Z, not over",
                        "Steps      3 of 6 done",
                        "           skipped  dump: no room on the disk",
                        "           not begun  up, tell-again")
                .containsSubsequence(
                        "Holds      ! down since 2026-11-21T02:15:00Z",
                        "             It is down.",
                        "             by hand: Scale it up.",
                        "           ! told since 2026-11-21T02:10:00Z",
                        "             People wait.",
                        "             by hand: Tell them.");
        assertThat(of(run).lines())
                .filteredOn(line -> line.label().equals("Result"))
                .extracting(Ticket.Line::tone)
                .containsExactly(Tone.WARNING);
    }

    @Test
    void aFailedStepIsThereWithItsReason() {
        StepId look = new StepId("look");
        Attempt attempt = new Attempt(look, "", false, 1);
        Run run = Story.opened("anna", "pause")
                .and(
                        new RunEvent.ActionBegun(attempt, Map.of()),
                        new RunEvent.ActionEnded(
                                attempt, new Outcome.Failed(true, "the disk is full", "", EffectSeen.NONE)),
                        new RunEvent.RunClosed("refused", "the disk is full"))
                .run();
        assertThat(of(run).text())
                .contains("Result     Refused before anything was changed.", "Outage     none")
                .contains("Steps      0 of 6 done", "           failed  look: the disk is full");
        assertThat(of(run).lines()).anySatisfy(line -> {
            assertThat(line.text()).startsWith("failed  look");
            assertThat(line.tone()).isEqualTo(Tone.BAD);
        });
    }

    @Test
    void whatTheManifestSaysIsTheBackupsWorth() {
        String text =
                """
                schema: lifeboat/v1
                id: tiny
                title: Tiny
                targets:
                  cluster:
                    cluster: {kubeconfig: "", context: "", namespace: default}
                identity: [cluster]
                lock: tiny
                steps:
                  - id: write
                    title: Write
                    why: Last.
                    manifest: {}
                    register: paper
                """;
        Attempt attempt = new Attempt(new StepId("write"), "", false, 1);
        Outcome written = new Outcome.Succeeded(
                Map.of("status", List.of("PARTIAL"), "digest", List.of("d1")), "PARTIAL, 3 files, digest d1");
        Run run = Run.fresh(Story.book(text), "R2");
        for (RunEvent event : List.of(
                new RunEvent.RunOpened("tiny", "00", "Tiny", Mode.REHEARSAL, "0.1.0", Optional.empty()),
                new RunEvent.IdentityObserved("backup", Map.of("directory", "/backups/b2")),
                new RunEvent.ActionBegun(attempt, Map.of()),
                new RunEvent.ActionEnded(attempt, written))) {
            run = run.evolve(new Recorded(1, END, event));
        }
        assertThat(of(run).text())
                .contains("Run        R2  REHEARSAL")
                .containsSequence("Backup     /backups/b2", "  manifest PARTIAL", "  digest   d1");
    }
}
