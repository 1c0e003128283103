package lifeboat.journal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes JSON in the form of RFC 8785 (JCS), so that equal values are equal bytes.
 *
 * <p>Values are {@link Map} with string keys, {@link List}, {@link String}, {@link Boolean}, {@link Integer} or
 * {@link Long}, and {@code null}. Integers are below 2^53 either way, and there are no floating-point numbers: their one
 * text form is the part of RFC 8785 that other languages get wrong. Keys are in the order of their UTF-16 code units.
 */
public final class CanonicalJson {
    /** The largest integer, either way: beyond it, readers that use doubles would see another number. */
    public static final long MAX_INTEGER = (1L << 53) - 1;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String HEX = "0123456789abcdef";

    private CanonicalJson() {}

    /**
     * The value as RFC 8785 bytes, in UTF-8.
     *
     * @throws IllegalArgumentException for a number that is too large or not an integer, for a string with a lone
     *     surrogate, and for any other type
     */
    public static byte[] write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads one JSON value, in whatever layout; refuses duplicate keys, floating-point and too large numbers, lone
     * surrogates, and anything after the value.
     */
    public static @Nullable Object read(byte[] bytes) throws MalformedJsonException {
        String text = utf8(bytes);
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJsonException("something follows the end of the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedJsonException("not JSON: " + e.getMessage());
        }
    }

    /** Reads one JSON value and refuses it unless the bytes are exactly its RFC 8785 form. */
    public static @Nullable Object readCanonical(byte[] bytes) throws MalformedJsonException {
        Object value = read(bytes);
        if (!Arrays.equals(write(value), bytes)) {
            throw new MalformedJsonException("not in the form of RFC 8785");
        }
        return value;
    }

    private static String utf8(byte[] bytes) throws MalformedJsonException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("not UTF-8");
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException, MalformedJsonException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new MalformedJsonException("not JSON: nothing there");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> string(parser.getText());
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> throw new MalformedJsonException("a number that is not an integer");
            default -> throw new MalformedJsonException("not JSON: " + token);
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException, MalformedJsonException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = string(parser.currentName());
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException, MalformedJsonException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static Long integer(JsonParser parser) throws IOException, MalformedJsonException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new MalformedJsonException("a number beyond 2^53");
        }
        long number = parser.getLongValue();
        if (tooLarge(number)) {
            throw new MalformedJsonException("a number beyond 2^53");
        }
        return number;
    }

    /** Without {@code Math.abs}, which leaves the lowest of all negative. */
    private static boolean tooLarge(long number) {
        return number > MAX_INTEGER || number < -MAX_INTEGER;
    }

    private static String string(String text) throws MalformedJsonException {
        if (loneSurrogate(text) >= 0) {
            throw new MalformedJsonException("half a character (a lone surrogate) in a string");
        }
        return text;
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof String text) {
            quote(out, text);
        } else if (value instanceof Boolean truth) {
            out.append(truth.booleanValue());
        } else if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (tooLarge(number)) {
                throw new IllegalArgumentException("a number beyond 2^53: " + number);
            }
            out.append(number);
        } else if (value instanceof Map<?, ?> fields) {
            object(out, fields);
        } else if (value instanceof List<?> elements) {
            char separator = '[';
            for (Object element : elements) {
                out.append(separator);
                append(out, element);
                separator = ',';
            }
            out.append(elements.isEmpty() ? "[]" : "]");
        } else {
            throw new IllegalArgumentException("cannot be written as JSON here: " + value.getClass());
        }
    }

    private static void object(StringBuilder out, Map<?, ?> fields) {
        Map<?, ?> sorted = inOrder(fields) ? fields : sorted(fields);
        char separator = '{';
        for (Map.Entry<?, ?> field : sorted.entrySet()) {
            out.append(separator);
            quote(out, (String) field.getKey());
            out.append(':');
            append(out, field.getValue());
            separator = ',';
        }
        out.append(sorted.isEmpty() ? "{}" : "}");
    }

    /** What was read in this form is in order, and need not be sorted to be written again. */
    private static boolean inOrder(Map<?, ?> fields) {
        String last = "";
        for (Object name : fields.keySet()) {
            if (last.compareTo((String) name) > 0) {
                return false;
            }
            last = (String) name;
        }
        return true;
    }

    /** Strings compare by UTF-16 code units, which is the order that RFC 8785 wants. */
    private static Map<String, @Nullable Object> sorted(Map<?, ?> fields) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        fields.forEach((name, value) -> sorted.put((String) name, value));
        return sorted;
    }

    /** Whether every character stands for itself. */
    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static void quote(StringBuilder out, String text) {
        if (plain(text)) {
            out.append('"').append(text).append('"');
            return;
        }
        int lone = loneSurrogate(text);
        if (lone >= 0) {
            throw new IllegalArgumentException("half a character (a lone surrogate) at " + lone);
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                return i;
            }
            i++;
        }
        return -1;
    }
}
