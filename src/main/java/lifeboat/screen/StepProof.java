package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.StepState;
import lifeboat.run.Unit;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.screen.Sheet.Piece;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/** What was seen of a step: its parts, its checks as they come in, and how its attempts ended. */
final class StepProof {
    private static final int NAMES = 12;

    private final Sheet sheet;
    private final RunView view;
    private final Run run;
    private final Step step;

    private StepProof(Sheet sheet, RunView view, Step step) {
        this.sheet = sheet;
        this.view = view;
        this.run = view.run();
        this.step = step;
    }

    static void write(Sheet sheet, RunView view, Step step) {
        StepProof proof = new StepProof(sheet, view, step);
        proof.parts();
        proof.checks();
        proof.attempts();
    }

    private void parts() {
        if (step.together().isEmpty() && step.forEach().isEmpty()) {
            String text = progress(new Unit(step.id(), ""));
            if (!text.isBlank()) {
                sheet.labelled("  ", Role.PLAIN, text, Role.PLAIN);
            }
            return;
        }
        // Several outputs have a pane, and each says there how far it is.
        boolean told = OutputPane.first().looking(Optional.of(step.id())).isThere(view);
        for (Unit unit : StepsPane.units(run, step)) {
            boolean child = unit.part().isEmpty();
            Mark mark = Mark.of(run, unit);
            String name = child ? run.step(unit.step()).title() : unit.part();
            String text = told ? "" : progress(unit);
            sheet.labelled(
                    mark.sign() + " " + pad(mark.word(), 8) + " ",
                    mark.role(),
                    name + (text.isBlank() ? "" : ": " + text),
                    Role.PLAIN);
        }
    }

    private String progress(Unit unit) {
        return run.state(unit.step())
                .part(unit.part())
                .map(part -> view.snapshot().progress().getOrDefault(part.attempt(), ""))
                .orElse("");
    }

    private void checks() {
        List<StepState.CheckSeen> seen = Stream.concat(Stream.of(step), step.together().stream())
                .flatMap(one -> run.state(one.id()).checks().stream())
                .toList();
        if (seen.isEmpty() && !run.status(step).isBusy()) {
            return;
        }
        for (StepState.CheckSeen check : seen) {
            Role role = role(check.severity());
            sheet.labelled(
                    sign(check.severity()) + " " + pad(check.name(), NAMES) + " ",
                    role,
                    (check.part().isEmpty() ? "" : check.part() + ": ") + check.detail(),
                    check.severity() == Severity.PASS ? Role.PLAIN : role);
        }
        if (step.action() instanceof Action.Preflight preflight
                && run.status(step).isBusy()) {
            Set<String> there = seen.stream().map(StepState.CheckSeen::name).collect(Collectors.toSet());
            preflight.checks().stream()
                    .filter(name -> !there.contains(name))
                    .forEach(name -> sheet.line(new Piece("· " + name, Role.MUTED)));
        }
    }

    private static String sign(Severity severity) {
        return switch (severity) {
            case PASS -> "✓";
            case WARN -> "!";
            case FAIL -> "✗";
        };
    }

    private static Role role(Severity severity) {
        return switch (severity) {
            case PASS -> Role.OK;
            case WARN -> Role.WARNING;
            case FAIL -> Role.DANGER;
        };
    }

    private void attempts() {
        List<StepId> own = new ArrayList<>();
        own.add(step.id());
        step.together().forEach(child -> own.add(child.id()));
        for (Recorded recorded : view.records()) {
            if (recorded.event() instanceof RunEvent.ActionEnded ended
                    && own.contains(ended.of().step())) {
                ended(ended.of(), ended.outcome());
            }
        }
    }

    private void ended(Attempt attempt, Outcome outcome) {
        String name = name(attempt);
        boolean newest = attempt.number() == run.state(attempt.step()).attempts();
        String text = outcome.match(
                ok -> ok.summary().isBlank() ? "" : (attempt.undo() ? "taken back: " : "") + ok.summary(),
                failed -> (newest ? "" : "failed: " + failed.reason() + ". ") + changed(failed.effect()),
                cancelled -> "stopped: " + cancelled.reason() + ". " + changed(cancelled.effect()));
        if (!text.isBlank()) {
            sheet.labelled(name.isEmpty() ? "  " : "  " + name + ": ", Role.MUTED, text, Role.PLAIN);
        }
    }

    private String name(Attempt attempt) {
        String part = attempt.step().equals(step.id())
                ? attempt.part()
                : attempt.step().value();
        boolean first = attempt.number() == 1 || !attempt.part().isEmpty();
        return part.isEmpty() ? (first ? "" : "#" + attempt.number()) : part;
    }

    private static String changed(EffectSeen effect) {
        return switch (effect) {
            case NONE -> "Nothing was changed.";
            case HAPPENED -> "Something of it took effect.";
            case UNKNOWN -> "";
        };
    }

    private static String pad(String text, int columns) {
        String safe = SafeText.of(text);
        return safe + " ".repeat(Math.max(0, columns - TextWidth.of(safe)));
    }
}
