package lifeboat.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Attempt;
import lifeboat.run.Part;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Wording;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** Which outputs of a step there are to see, what stands in each, and what each is called. */
final class Outputs {
    private Outputs() {}

    /** Whether there is anything to show. */
    static boolean areThere(RunView view, Optional<StepId> looked) {
        List<Attempt> attempts = attempts(view, looked);
        return attempts.size() > 1 || attempts.stream().anyMatch(attempt -> hasOutput(view, attempt));
    }

    private static boolean hasOutput(RunView view, Attempt attempt) {
        return !view.output().getOrDefault(attempt, List.of()).isEmpty()
                || Optional.ofNullable(view.run().inFlight().get(attempt))
                        .filter(Optional::isPresent)
                        .isPresent();
    }

    /** The attempts whose output is shown: those under way, then those that failed, then the newest of every other part. */
    static List<Attempt> attempts(RunView view, Optional<StepId> looked) {
        Run run = view.run();
        Step step = run.step(looked.orElseGet(() -> StepPane.present(view)));
        List<StepId> own =
                new ArrayList<>(step.together().stream().map(Step::id).toList());
        own.add(step.id());
        List<Part> parts = own.stream()
                .flatMap(id -> run.state(id).parts().values().stream())
                .filter(part -> part.state().isBusy() || hasOutput(view, part.attempt()))
                .sorted(Comparator.comparingInt(Outputs::rank))
                .toList();
        Map<String, Attempt> shown = new LinkedHashMap<>();
        parts.forEach(part -> shown.put(unit(part.attempt()), part.attempt()));
        Map<String, Attempt> others = new LinkedHashMap<>();
        view.output().forEach((attempt, lines) -> {
            if (own.contains(attempt.step()) && !lines.isEmpty()) {
                others.put(unit(attempt), attempt);
            }
        });
        others.forEach(shown::putIfAbsent);
        return List.copyOf(shown.values());
    }

    private static String unit(Attempt attempt) {
        return attempt.step() + "[" + attempt.part();
    }

    private static int rank(Part part) {
        return part.state().isBusy() ? 0 : part.state() == Part.State.FAILED ? 1 : 2;
    }

    /** What it ran and what that wrote. */
    static List<String> lines(RunView view, Attempt attempt) {
        List<String> lines = new ArrayList<>();
        view.records().forEach(recorded -> {
            if (recorded.event() instanceof RunEvent.ActionStarted started
                    && started.of().equals(attempt)) {
                lines.add("runs " + Wording.command(started.argv()));
            }
        });
        lines.addAll(view.output().getOrDefault(attempt, List.of()));
        return lines;
    }

    /** How its part stands. */
    static Mark mark(RunView view, Attempt attempt) {
        return view.run()
                .state(attempt.step())
                .part(attempt.part())
                .filter(part -> part.attempt().equals(attempt))
                .map(part -> Mark.of(part.state()))
                .orElseGet(() -> Mark.of(Part.State.WAITING));
    }

    /** Short: the part's name, where it is one. */
    static String label(Attempt attempt) {
        return attempt.part().isEmpty() ? attempt.step().value() : attempt.part();
    }
}
