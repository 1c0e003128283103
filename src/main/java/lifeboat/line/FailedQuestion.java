package lifeboat.line;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Part;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.run.Wording;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.terminal.SafeText;

/** Says why a step failed and asks what to do. */
final class FailedQuestion {
    private static final String IN = "  ";

    private final Talk talk;
    private final Sections sections;
    private final Telling telling;
    private final Set<StepId> retried = new HashSet<>();

    FailedQuestion(Talk talk, Sections sections, Telling telling) {
        this.talk = talk;
        this.sections = sections;
        this.telling = telling;
    }

    void show(Snapshot now, Question.Failed question) {
        Run run = now.run();
        Step step = run.step(question.step());
        StepState own = run.state(step.id());
        talk.page().line("");
        talk.page()
                .prose(
                        "",
                        Wording.heading(run, step.id())
                                + (own.guard() ? ": REFUSED before anything was changed." : ": FAILED."));
        List<Part> ill = own.parts().values().stream()
                .filter(part -> part.state() == Part.State.FAILED
                        && !part.attempt().part().isEmpty())
                .toList();
        if (ill.size() <= 1) {
            because(own.reason(), own.hint().isBlank() ? telling.hint(step.id()) : own.hint());
        }
        for (Part part : ill.size() > 1 ? ill : List.<Part>of()) {
            talk.page().prose(IN, SafeText.of(part.attempt().part()) + ":");
            because(part.reason(), part.hint());
        }
        for (Step child : step.together()) {
            if (run.state(child.id()).status() == StepState.Status.FAILED) {
                talk.page().prose(IN, child.title() + ":");
                StepState state = run.state(child.id());
                because(state.reason(), state.hint().isBlank() ? telling.hint(child.id()) : state.hint());
            }
        }
    }

    private void because(String reason, String hint) {
        if (!reason.isBlank()) {
            talk.page().prose(IN, "Reason: " + reason + ".");
        }
        if (!hint.isBlank()) {
            talk.page().prose(IN, "HINT: " + hint);
        }
    }

    Optional<Wish> ask(Snapshot now, Question.Failed question) {
        Run run = now.run();
        Step step = run.step(question.step());
        Menu menu = new Menu("What now?").offer("retry", nothing -> {
            retried.add(step.id());
            return Optional.of(new Wish.Retry(step.id()));
        });
        if (run.book().parameters().isEmpty()) {
            menu.refuse("change", "the runbook has no parameters");
        } else {
            menu.offerMore("change", given -> change(run, given));
        }
        Ways.undo(menu, run, step);
        Ways.skip(menu, talk, run, step);
        menu.offer("stop", nothing -> Optional.of(new Wish.Stop()));
        menu.refuse("yes", "the step failed; \"retry\" tries it again");
        sections.addTo(menu, run);
        return menu.put(talk, retried.contains(step.id()) ? "stop" : "retry");
    }

    /** {@code NAME=value}, or {@code NAME} alone, whose value is then asked for; of a secret always. */
    private Optional<Wish> change(Run run, String given) {
        String text = given.isEmpty()
                ? talk.text("Which parameter, as NAME=value?", "").orElse("")
                : given;
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip();
        Optional<Parameter> named = run.book().parameter(name);
        if (named.isEmpty()) {
            if (!name.isEmpty()) {
                talk.page().prose(IN, "The runbook has no parameter \"" + name + "\".");
            }
            return Optional.empty();
        }
        Parameter parameter = named.get();
        Optional<String> obstacle = run.changeObstacle(name);
        if (obstacle.isPresent()) {
            talk.page().prose(IN, "Not changed: " + obstacle.get() + ".");
            return Optional.empty();
        }
        if (parameter.isSecret() && equals >= 0) {
            talk.page().prose(IN, "A secret is not written behind its name, where it can be read; it is asked for.");
        }
        Optional<String> value = Optional.empty();
        if (parameter.isSecret()) {
            value = talk.secret(parameter.question());
        } else if (equals >= 0) {
            value = Optional.of(text.substring(equals + 1).strip());
        } else {
            value = talk.text(parameter.question(), "");
        }
        Optional<String> problem = value.flatMap(parameter::refusal);
        problem.ifPresent(why -> talk.page().prose(IN, "Not changed: " + why + "."));
        return problem.isPresent() ? Optional.empty() : value.map(one -> new Wish.Change(name, one));
    }
}
