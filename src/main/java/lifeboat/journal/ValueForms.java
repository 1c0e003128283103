package lifeboat.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;

/** How previews, outcomes and words stand in a record. */
final class ValueForms {
    private ValueForms() {}

    static Map<String, Object> preview(Preview preview) {
        Map<String, Object> form = new LinkedHashMap<>(Map.of(
                "changes", changes(preview.changes()),
                "cutsOff", preview.cutsOff(),
                "commands", preview.commands(),
                "details", preview.details(),
                "warnings", preview.warnings()));
        if (!preview.stays().isEmpty()) {
            form.put("stays", changes(preview.stays()));
        }
        return form;
    }

    private static List<Map<String, String>> changes(List<Preview.Change> changes) {
        return changes.stream()
                .map(change -> Map.of(
                        "object", change.object(),
                        "field", change.field(),
                        "before", change.before(),
                        "after", change.after()))
                .toList();
    }

    static Preview preview(JsonObject form) throws MalformedJsonException {
        return new Preview(
                read(form.objects("changes")),
                form.texts("cutsOff"),
                form.textLists("commands"),
                form.texts("details"),
                form.texts("warnings"),
                form.has("stays") ? read(form.objects("stays")) : List.of());
    }

    private static List<Preview.Change> read(List<JsonObject> forms) throws MalformedJsonException {
        List<Preview.Change> changes = new ArrayList<>();
        for (JsonObject change : forms) {
            changes.add(new Preview.Change(
                    change.text("object"), change.text("field"), change.text("before"), change.text("after")));
        }
        return List.copyOf(changes);
    }

    static Map<String, Object> outcome(Outcome outcome) {
        return outcome.match(
                ok -> Map.of("result", "succeeded", "outputs", ok.outputs(), "summary", ok.summary()),
                bad -> Map.of(
                        "result", "failed",
                        "guard", bad.guard(),
                        "reason", bad.reason(),
                        "hint", bad.hint(),
                        "effect", bad.effect().name().toLowerCase(Locale.ROOT)),
                stopped -> Map.of(
                        "result", "cancelled",
                        "reason", stopped.reason(),
                        "effect", stopped.effect().name().toLowerCase(Locale.ROOT)));
    }

    static Outcome outcome(JsonObject form) throws MalformedJsonException {
        String result = form.text("result");
        return switch (result) {
            case "succeeded" -> new Outcome.Succeeded(form.textListMap("outputs"), form.text("summary"));
            case "failed" ->
                new Outcome.Failed(
                        form.flag("guard"),
                        form.text("reason"),
                        form.text("hint"),
                        word(EffectSeen.class, form, "effect"));
            case "cancelled" -> new Outcome.Cancelled(form.text("reason"), word(EffectSeen.class, form, "effect"));
            default -> throw form.wrong("result", "is not the name of a result: " + result);
        };
    }

    /** One of an enum's names, as the journal writes them: in lower case. */
    static <E extends Enum<E>> E word(Class<E> type, JsonObject form, String field) throws MalformedJsonException {
        String word = form.text(field);
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        throw form.wrong(field, "is not a word of this version: " + word);
    }
}
