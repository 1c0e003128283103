package lifeboat.line;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.Item;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.Wording;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/** Tells what happens, a line at a time, in the order in which it is on disk. */
final class Telling {
    private static final String IN = "  ";
    private static final String OUTPUT = "    | ";

    private final Page page;
    private final Pace pace;
    private final Map<StepId, String> hints = new HashMap<>();
    private Optional<Item.Refused> refused = Optional.empty();
    private Run run;

    Telling(Page page, Pace pace, Run start) {
        this.page = page;
        this.pace = pace;
        this.run = start;
    }

    /** The run after all that was told. */
    Run run() {
        return run;
    }

    /** What may help with a step that was refused before anything was tried; empty if nothing was said. */
    String hint(StepId step) {
        return hints.getOrDefault(step, "");
    }

    void tell(Item item) {
        if (item instanceof Item.Refused no) {
            flush();
            refused = Optional.of(no);
        } else if (item instanceof Item.Happened happened) {
            run = run.evolve(happened.recorded());
            happened(happened.recorded().event());
        } else if (item instanceof Item.Line line) {
            flush();
            page.lines(OUTPUT + part(line.attempt()), line.text());
        } else if (item instanceof Item.Progress progress && pace.allows(progress.attempt())) {
            flush();
            page.line("    " + part(progress.attempt()) + progress.text());
        }
    }

    /** A refusal is held back until it is clear that its step does not say it as well. */
    void flush() {
        refused.ifPresent(no -> {
            page.prose(IN, "Refused: " + no.reason() + ".");
            hint(no.hint());
        });
        refused = Optional.empty();
    }

    private void happened(RunEvent event) {
        if (event instanceof RunEvent.StepRefused no
                && refused.filter(held -> held.reason().equals(no.reason())).isPresent()) {
            hints.put(no.stepId(), refused.get().hint());
            refused = Optional.empty();
        }
        flush();
        if (event instanceof RunEvent.ActionBegun begun) {
            begun(begun.of());
        } else if (event instanceof RunEvent.ActionStarted started) {
            page.line(IN + part(started.of()) + "runs " + Wording.command(started.argv()));
        } else if (event instanceof RunEvent.ActionEnded ended) {
            ended(ended.of(), ended.outcome());
        } else if (event instanceof RunEvent.CheckObserved check) {
            String of = of(check.stepId(), check.part());
            checked(check.severity(), check.name(), of + check.detail());
        } else if (event instanceof RunEvent.StepSkipped skipped) {
            page.prose(
                    "",
                    Wording.heading(run, skipped.stepId()) + (skipped.byCondition() ? ": left out, " : ": SKIPPED, ")
                            + skipped.reason() + ".");
        } else if (event instanceof RunEvent.HoldOpened opened) {
            page.prose(IN, "Hold open: " + opened.hold() + ". " + Wording.meaning(opened.hold(), run));
        } else if (event instanceof RunEvent.HoldReleased released) {
            page.prose(IN, "Hold released: " + released.hold() + ".");
        } else {
            rest(event);
        }
    }

    private void rest(RunEvent event) {
        if (event instanceof RunEvent.DoubtSettled settled) {
            page.prose(
                    IN,
                    "Settled by the " + settled.by() + ": " + settled.of() + " " + Wording.verdict(settled.verdict())
                            + " (" + settled.evidence() + ").");
        } else if (event instanceof RunEvent.ParameterGiven given) {
            page.prose(IN, given.name() + " is now " + (given.secret() ? "set (not shown)" : given.value()) + ".");
        } else if (event instanceof RunEvent.NoteAdded) {
            page.line(IN + "Noted.");
        } else if (event instanceof RunEvent.LockLost lost) {
            page.prose(IN, "LOCK LOST: " + lost.name() + ": " + lost.reason() + ".");
        } else if (event instanceof RunEvent.AuditDegraded degraded) {
            page.prose(IN, "AUDIT DEGRADED: " + degraded.reason() + ".");
        } else if (event instanceof RunEvent.ClockJumped jumped) {
            page.prose(IN, "The clock of this machine jumped by " + jumped.milliseconds() + " ms.");
        }
    }

    private void begun(Attempt attempt) {
        Step step = run.step(attempt.step());
        if (attempt.undo()) {
            page.line(IN + part(attempt) + "Taking it back.");
            return;
        }
        if (Run.effect(step) == Effect.READ) {
            boolean again = attempt.number() > 1 && attempt.part().isEmpty();
            boolean first = run.state(step.id()).parts().size() <= 1;
            if (first) {
                page.line("");
                page.prose("", Wording.heading(run, step.id()) + ". " + Wording.strength(step));
                if (!again && !step.why().isBlank()) {
                    page.prose(IN, "Why: " + step.why());
                }
            }
        } else if (isChild(step)) {
            page.prose(IN, step.title() + ".");
        }
        if (!attempt.part().isEmpty()) {
            page.line(IN + part(attempt) + "begun.");
        }
    }

    private boolean isChild(Step step) {
        return run.book().steps().stream().noneMatch(top -> top.id().equals(step.id()));
    }

    private void ended(Attempt attempt, Outcome outcome) {
        pace.forget(attempt);
        String text = outcome.match(
                ok -> "done" + (ok.summary().isBlank() ? "." : ": " + ok.summary() + "."),
                failed -> "FAILED: " + failed.reason() + "." + changed(failed.effect()),
                cancelled -> "STOPPED: " + cancelled.reason() + "." + changed(cancelled.effect()));
        page.prose(IN, part(attempt) + text);
    }

    private static String changed(EffectSeen effect) {
        return switch (effect) {
            case NONE -> " Nothing was changed.";
            case HAPPENED -> " Something of it took effect.";
            case UNKNOWN -> "";
        };
    }

    /** One row of a checklist. */
    void checked(Severity severity, String name, String detail) {
        String word = severity == Severity.PASS ? "ok" : severity.name().toUpperCase(Locale.ROOT);
        page.prose(IN, pad(word, 5) + " " + pad(SafeText.of(name), 12) + " " + detail);
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - TextWidth.of(text)));
    }

    private void hint(String hint) {
        if (!hint.isBlank()) {
            page.prose(IN, "HINT: " + hint);
        }
    }

    /** Where a line belongs when several things are under way. */
    private String part(Attempt attempt) {
        return of(attempt.step(), attempt.part());
    }

    private String of(StepId id, String part) {
        if (!part.isEmpty()) {
            return SafeText.of(part) + ": ";
        }
        return isChild(run.step(id)) ? id + ": " : "";
    }
}
