package lifeboat.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.runbook.Scope;
import lifeboat.runbook.Step;

/** The variables of a runbook as one run knows them. */
record Variables(Run run) implements Scope {
    @Override
    public Optional<List<String>> lookup(String variable) {
        String parameter = run.parameters().get(variable);
        if (parameter != null) {
            return Optional.of(List.of(parameter));
        }
        List<String> fact = run.facts().get(variable);
        if (fact != null) {
            return Optional.of(fact);
        }
        int dot = variable.lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String owner = variable.substring(0, dot);
        String field = variable.substring(dot + 1);
        if (owner.equals("run")) {
            return ofRun(field);
        }
        Map<String, String> identity = run.identities().get(owner);
        if (identity != null && identity.containsKey(field)) {
            return Optional.of(List.of(identity.get(field)));
        }
        return ofLeftOutStep(owner, field);
    }

    private Optional<List<String>> ofRun(String field) {
        return switch (field) {
            case "id" -> Optional.of(List.of(run.id()));
            case "mode" -> Optional.of(List.of(run.mode().text()));
            case "started" -> run.openedAt().map(at -> List.of(at.toString()));
            default -> Optional.empty();
        };
    }

    /** What a step that was left out would have registered is an empty list: nothing was recorded. */
    private Optional<List<String>> ofLeftOutStep(String register, String output) {
        for (Step step : run.book().steps()) {
            boolean registers = step.register().filter(register::equals).isPresent()
                    && step.action().outputs().contains(output);
            if (registers && run.state(step.id()).status().isOver()) {
                return Optional.of(List.of());
            }
        }
        return Optional.empty();
    }
}
