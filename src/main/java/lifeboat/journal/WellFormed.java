package lifeboat.journal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes text fit for JSON: half a character (a lone surrogate), which a program's output or an object's name may hold,
 * becomes the replacement character. Better a mark in the audit than an event that cannot be kept.
 */
final class WellFormed {
    private WellFormed() {}

    static Map<String, @Nullable Object> fields(Map<?, ?> fields) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        fields.forEach((name, value) -> copy.put(text((String) name), value(value)));
        return copy;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Map<?, ?> fields) {
            return fields(fields);
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(WellFormed::value).toList();
        }
        return value;
    }

    static String text(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            out.appendCodePoint(half ? 0xFFFD : point);
        });
        return out.toString();
    }
}
