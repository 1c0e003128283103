package lifeboat.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An event in a few words, for a strip that is read in passing; all of it is in the journal. */
public final class Gist {
    private Gist() {}

    /** What happened and to what, such as {@code step.confirmed pause-ingress}. */
    public static String subject(RunEvent event) {
        String what = event.attempt()
                .map(Attempt::toString)
                .or(() -> event.step().map(step -> step + part(event)))
                .orElse("");
        return event.action() + (what.isEmpty() ? "" : " " + what);
    }

    private static String part(RunEvent event) {
        return event instanceof RunEvent.CheckObserved check && !check.part().isEmpty() ? "[" + check.part() + "]" : "";
    }

    /** What else there is to it, such as {@code "cron off"}; may be empty. Text from outside is as it came. */
    public static String words(RunEvent event) {
        if (event instanceof RunEvent.RunOpened opened) {
            return opened.bookId() + ", " + opened.mode().text();
        } else if (event instanceof RunEvent.ParameterGiven given) {
            return given.name() + "=" + (given.secret() ? "(secret)" : given.value());
        } else if (event instanceof RunEvent.IdentityObserved observed) {
            return observed.target() + " " + pairs(observed.facts());
        } else if (event instanceof RunEvent.LockTaken taken) {
            return taken.name()
                    + taken.from().map(run -> ", taken over from run " + run).orElse("");
        } else if (event instanceof RunEvent.LockLost lost) {
            return lost.name() + ": " + lost.reason();
        } else if (event instanceof RunEvent.LockReleased released) {
            return released.name();
        } else if (event instanceof RunEvent.NoteAdded note) {
            return quoted(note.text());
        } else if (event instanceof RunEvent.ClockJumped jumped) {
            return jumped.milliseconds() + " ms";
        } else if (event instanceof RunEvent.AuditDegraded degraded) {
            return degraded.reason();
        } else if (event instanceof RunEvent.JournalRecovered recovered) {
            return recovered.bytes() + " bytes put aside";
        } else if (event instanceof RunEvent.Sealed sealed) {
            return sealed.count() + " records";
        } else if (event instanceof RunEvent.RunLeft left) {
            return left.reason();
        } else if (event instanceof RunEvent.RunResumed resumed) {
            return resumed.version();
        } else if (event instanceof RunEvent.RunClosed closed) {
            return closed.result() + ": " + closed.reason();
        }
        return ofStep(event);
    }

    private static String ofStep(RunEvent event) {
        if (event instanceof RunEvent.PreviewShown shown) {
            int changes = shown.preview().changes().size();
            return (shown.undo() ? "undo, " : "") + changes + (changes == 1 ? " change" : " changes");
        } else if (event instanceof RunEvent.StepConfirmed confirmed) {
            return (confirmed.undo() ? "undo " : "") + quoted(confirmed.answer());
        } else if (event instanceof RunEvent.StepRefused refused) {
            return refused.reason();
        } else if (event instanceof RunEvent.StepSkipped skipped) {
            return skipped.reason();
        } else if (event instanceof RunEvent.ActionBegun begun) {
            return begun.recorded().entrySet().stream()
                    .map(one -> one.getKey() + "=" + String.join(",", one.getValue()))
                    .collect(Collectors.joining(" "));
        } else if (event instanceof RunEvent.ActionStarted started) {
            return "pid " + started.pid() + " " + first(started.argv());
        } else if (event instanceof RunEvent.ActionEnded ended) {
            return ended.outcome()
                    .match(
                            ok -> "ok" + (ok.summary().isBlank() ? "" : ": " + ok.summary()),
                            failed -> "failed: " + failed.reason(),
                            cancelled -> "stopped: " + cancelled.reason());
        } else if (event instanceof RunEvent.CheckObserved check) {
            return check.severity().name().toLowerCase(Locale.ROOT) + " " + check.name() + ": " + check.detail();
        } else if (event instanceof RunEvent.HoldOpened opened) {
            return opened.hold();
        } else if (event instanceof RunEvent.HoldReleased released) {
            return released.hold();
        } else if (event instanceof RunEvent.DoubtSettled settled) {
            return "by the " + settled.by() + ": " + Wording.verdict(settled.verdict()) + ", " + settled.evidence();
        }
        throw new IllegalArgumentException("no words for " + event.action());
    }

    private static String pairs(Map<String, String> facts) {
        return facts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(fact -> fact.getKey() + "=" + fact.getValue())
                .collect(Collectors.joining(" "));
    }

    private static String first(List<String> argv) {
        return argv.isEmpty() ? "" : argv.get(0);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
