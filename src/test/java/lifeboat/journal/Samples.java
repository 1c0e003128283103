package lifeboat.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.StepId;

/** Events and surroundings that the tests of this room share. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOON);
    static final StepId SCALE = new StepId("scale-down-pachd");
    static final String RUN = "20261121-120000-bcdfgh";
    static final Envelope ENVELOPE = new Envelope(
            RUN,
            Mode.REHEARSAL,
            "pachyderm-backup",
            "ab".repeat(32),
            "mira",
            "ops1",
            4711,
            Optional.of("192.0.2.7"),
            Map.of(SCALE, new Envelope.StepLabel("Scale pachd to zero", "mutate", Optional.empty())));

    private Samples() {}

    static RunEvent opened() {
        return new RunEvent.RunOpened(
                "pachyderm-backup", "ab".repeat(32), "Back up", Mode.REHEARSAL, "0.1.0", Optional.of("/lab"));
    }

    /** At least one of every kind of event. */
    static List<RunEvent> oneOfEach() {
        Attempt attempt = new Attempt(SCALE, "", false, 1);
        Attempt part = new Attempt(SCALE, "dex \"1\"", true, 2);
        Preview preview = new Preview(
                List.of(new Preview.Change("deployment/pachd", "replicas", "3", "0")),
                List.of("all clients of pachd"),
                List.of(List.of("kubectl", "scale", "deployment/pachd")),
                List.of("line one", "line\ttwo\u0001"),
                List.of("downtime begins"));
        return List.of(
                opened(),
                new RunEvent.ParameterGiven("password", "hmac-sha256:" + "0".repeat(64), true, "operator"),
                new RunEvent.IdentityObserved(
                        "cluster", Map.of("uid", "u-1", "namespace", "pach", "context", "prod-eu1")),
                new RunEvent.LockTaken("pachyderm/u-1/pach", "mira"),
                new RunEvent.PreviewShown(SCALE, false, preview),
                new RunEvent.StepConfirmed(SCALE, false, "yes"),
                new RunEvent.ActionBegun(attempt, Map.of("replicas", List.of("3"))),
                new RunEvent.ActionStarted(attempt, 99, "123456789012345678", List.of("pg_dump", "-Fd")),
                new RunEvent.ActionEnded(
                        attempt, new Outcome.Succeeded(Map.of("files", List.of("a", "b")), "2 files \uD83D\uDE00")),
                new RunEvent.ActionEnded(part, new Outcome.Failed(true, "no", "look", EffectSeen.UNKNOWN)),
                new RunEvent.ActionEnded(part, new Outcome.Cancelled("stopped", EffectSeen.NONE)),
                new RunEvent.CheckObserved(SCALE, "ready", Severity.WARN, "2 of 3", true),
                new RunEvent.HoldOpened("pachd-down", SCALE),
                new RunEvent.StepRefused(SCALE, "the cluster is another"),
                new RunEvent.StepSkipped(new StepId("other"), "not wanted", false),
                new RunEvent.HoldReleased("pachd-down", SCALE),
                new RunEvent.DoubtSettled(part, Verdict.PARTLY, "1 replica", "probe"),
                new RunEvent.NoteAdded("it rains"),
                new RunEvent.ClockJumped(-3_600_000),
                new RunEvent.AuditDegraded("disk full"),
                new RunEvent.JournalRecovered(17, "cd".repeat(32)),
                new RunEvent.LockLost("pachyderm/u-1/pach", "gone"),
                new RunEvent.LockReleased("pachyderm/u-1/pach"),
                new RunEvent.RunLeft("hang-up", List.of("pachd-down")),
                new RunEvent.RunResumed("0.1.0"),
                new RunEvent.RunClosed("done", ""),
                new RunEvent.Sealed(0, "0".repeat(64)));
    }
}
