package lifeboat.perform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Severity;

/** What the rows find out and what they say; one for each attempt. */
final class Sheet {
    private final Performer.Listener listener;
    private final Map<String, List<String>> outputs = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();

    Sheet(Performer.Listener listener) {
        this.listener = listener;
    }

    void pass(String row, String detail) {
        listener.checked(row, Severity.PASS, detail);
    }

    void warn(String row, String detail) {
        listener.checked(row, Severity.WARN, detail);
    }

    void fail(String row, String detail, String hint) {
        listener.checked(row, Severity.FAIL, detail);
        failures.add(row + ": " + detail);
        if (!hint.isEmpty()) {
            hints.add(hint);
        }
    }

    void output(String name, String... values) {
        outputs.put(name, List.of(values));
    }

    void output(String name, List<String> values) {
        outputs.put(name, List.copyOf(values));
    }

    /** What was put out under a name so far; empty text for nothing. */
    String text(String name) {
        return String.join(",", outputs.getOrDefault(name, List.of()));
    }

    long number(String name) {
        List<String> values = outputs.getOrDefault(name, List.of());
        return values.isEmpty() ? 0 : Long.parseLong(values.get(0));
    }

    /** Refused before anything was changed if a row failed; else done, with what was found out. */
    Outcome outcome(String summary) {
        if (failures.isEmpty()) {
            return Doing.done(outputs, summary);
        }
        return new Outcome.Failed(
                true,
                failures.stream().collect(Collectors.joining("; ")),
                hints.stream().distinct().collect(Collectors.joining(" ")),
                EffectSeen.NONE);
    }
}
