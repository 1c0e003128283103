package lifeboat.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is too long for a line; the full text is an artifact. Every string and every list of strings that was cut
 * ends in a mark, so that a reader without the artifact is not misled.
 *
 * @param characters how many characters are left of a string
 * @param elements how many elements are left of a list or an object
 */
record Shortened(int characters, int elements, String mark) {
    /** From mild to harsh. */
    static List<Shortened> steps(String digest) {
        String mark = "… cut; in full: artifacts/" + digest;
        return List.of(
                new Shortened(8192, 256, mark), new Shortened(1024, 64, mark),
                new Shortened(256, 24, mark), new Shortened(64, 8, mark));
    }

    @Nullable
    Object of(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Map<?, ?> fields) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            fields.entrySet().stream()
                    .limit(elements)
                    .forEach(field -> copy.put(text((String) field.getKey()), of(field.getValue())));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.stream().limit(elements).map(this::of).forEach(copy::add);
            if (list.size() > elements && list.get(0) instanceof String) {
                copy.set(elements - 1, mark);
            }
            return copy;
        }
        return value;
    }

    private String text(String text) {
        if (text.length() <= characters) {
            return text;
        }
        return WellFormed.text(text.substring(0, characters)) + mark;
    }
}
