package lifeboat.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lifeboat.run.Attempt;
import lifeboat.run.Recorded;
import lifeboat.run.RunEvent;
import lifeboat.runbook.StepId;

/** The audit for people: one line a record. */
public final class AuditText {
    private AuditText() {}

    /** Time, number, what happened, the step, and the rest; control characters are made visible. */
    public static String line(Recorded recorded) {
        RunEvent event = recorded.event();
        StringBuilder line = new StringBuilder();
        line.append(recorded.at())
                .append(String.format(" %4d ", recorded.sequence()))
                .append(event.action());
        if (event.attempt().isPresent()) {
            Attempt attempt = event.attempt().get();
            line.append(' ').append(attempt);
        } else {
            event.step().map(StepId::value).ifPresent(id -> line.append(' ').append(id));
        }
        List<String> rest = new ArrayList<>();
        flatten("", new TreeMap<>(EventForms.of(event).dataOf(event)), rest);
        rest.forEach(text -> line.append("  ").append(text));
        return visible(line.toString());
    }

    /** Lines for all records. */
    public static List<String> lines(List<Recorded> records) {
        return records.stream().map(AuditText::line).toList();
    }

    private static void flatten(String name, Object value, List<String> out) {
        if (value instanceof Map<?, ?> fields) {
            new TreeMap<>(fields)
                    .forEach((field, inner) ->
                            flatten(name.isEmpty() ? String.valueOf(field) : name + "." + field, inner, out));
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String) {
                    out.add(name + "=" + quoted((String) element));
                } else {
                    flatten(name, element, out);
                }
            }
        } else if (name.equals("signature")) {
            // Base64 for programs; whose it is stands beside it.
            return;
        } else if (!value.equals("") && !value.equals(false)) {
            out.add(name + "=" + quoted(String.valueOf(value)));
        }
    }

    private static String quoted(String text) {
        return text.isEmpty() || text.contains(" ") ? '"' + text + '"' : text;
    }

    /** Control characters, and those that turn the direction of writing, as {@code \}{@code u} and four digits. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean hidden = type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (hidden) {
                out.append(String.format(point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
