package lifeboat.journal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String canonical(String json) throws MalformedJsonException {
        return new String(CanonicalJson.write(CanonicalJson.read(bytes(json))), StandardCharsets.UTF_8);
    }

    private static void refused(String json, String why) {
        assertThatThrownBy(() -> CanonicalJson.read(bytes(json)))
                .as(json)
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> CanonicalJson.readCanonical(bytes(json)))
                .as(json)
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void keysAreInTheOrderOfTheirUtf16CodeUnits() throws Exception {
        // RFC 8785, section 3.2.3. By code points, the dalet would come before the face.
        String example =
                """
                {
                  "\\u20ac": "Euro Sign",
                  "\\r": "Carriage Return",
                  "\\ufb33": "Hebrew Letter Dalet With Dagesh",
                  "1": "One",
                  "\\ud83d\\ude00": "Emoji: Grinning Face",
                  "\\u0080": "Control",
                  "\\u00f6": "Latin Small Letter O With Diaeresis"
                }
                """;
        assertThat(canonical(example))
                .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                        + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
    }

    @Test
    void stringsAreEscapedAsLittleAsTheyCanBe() throws Exception {
        // RFC 8785, section 3.2.2, without its floating-point numbers.
        String example =
                """
                {
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;
        assertThat(canonical(example))
                .isEqualTo("{\"literals\":[null,true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    void everyControlCharacterHasItsOneEscape() throws Exception {
        Map<Integer, String> ofTheirOwn = Map.of(8, "\\b", 9, "\\t", 10, "\\n", 12, "\\f", 13, "\\r");
        for (int c = 0; c < ' '; c++) {
            String text = Character.toString(c);
            String json = new String(CanonicalJson.write(text), StandardCharsets.UTF_8);
            assertThat(json).isEqualTo('"' + ofTheirOwn.getOrDefault(c, String.format("\\u%04x", c)) + '"');
            assertThat(CanonicalJson.readCanonical(bytes(json))).isEqualTo(text);
        }
        assertThat(canonical("\"\u007f\u2028\u2029<\\u002f>\"")).isEqualTo("\"\u007f\u2028\u2029</>\"");
    }

    @Test
    void whatIsNestedIsSortedAtEveryDepthAndListsKeepTheirOrder() throws Exception {
        assertThat(canonical("[56, {\"d\": true, \"10\": null, \"1\": [ ]}]"))
                .isEqualTo("[56,{\"1\":[],\"10\":null,\"d\":true}]");
        assertThat(canonical("{\"1\":{\"f\":{\"f\":\"hi\",\"F\":5},\"\\n\":56},\"10\":{},\"\":\"empty\",\"a\":{},"
                        + "\"111\":[{\"e\":\"yes\",\"E\":\"no\"}],\"A\":{}}"))
                .isEqualTo("{\"\":\"empty\",\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":\"hi\"}},\"10\":{},"
                        + "\"111\":[{\"E\":\"no\",\"e\":\"yes\"}],\"A\":{},\"a\":{}}");
    }

    @Test
    void bytesInAnotherFormAreReadButNotTakenForTheCanonicalOnes() throws Exception {
        List<String> others =
                List.of("{ }", "{\"b\":1,\"a\":2}", "\"\\u0041\"", "\"\\/\"", "\"\\u000A\"", "-0", "[1]\n");
        for (String other : others) {
            CanonicalJson.read(bytes(other));
            assertThatThrownBy(() -> CanonicalJson.readCanonical(bytes(other)))
                    .as(other)
                    .isInstanceOf(MalformedJsonException.class)
                    .hasMessage("not in the form of RFC 8785");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "0.5", "-1.5", "1e3", "1E400", "-0.0"})
    void numbersThatAreNotIntegersAreRefused(String number) {
        refused("{\"n\":" + number + "}", "not an integer");
        assertThatThrownBy(() -> CanonicalJson.write(Map.of("n", Double.valueOf(number))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void integersGoUpToTheLastThatADoubleTellsFromTheNext() throws Exception {
        for (long number : new long[] {0, -1, 9_007_199_254_740_991L, -9_007_199_254_740_991L}) {
            assertThat(canonical(Long.toString(number))).isEqualTo(Long.toString(number));
        }
        for (String number : List.of(
                "9007199254740992",
                "-9007199254740992",
                "9223372036854775807",
                "-9223372036854775808",
                "-9223372036854775809",
                "1" + "0".repeat(400))) {
            refused(number, "beyond 2^53");
        }
        assertThatThrownBy(() -> CanonicalJson.write(9_007_199_254_740_992L))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.write(Long.MIN_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyThatStandsThereTwiceIsRefused() {
        refused("{\"a\":1,\"a\":1}", "uplicate");
        refused("{\"a\":1,\"\\u0061\":2}", "uplicate");
        refused("[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]", "uplicate");
    }

    @Test
    void whatIsNoSingleJsonValueIsRefused() {
        for (String text : List.of("", " ", "{", "[1,]", "{\"a\":1,}", "nul", "NaN", "'a'", "01", "+1", "// c\n1")) {
            refused(text, "not JSON");
        }
        refused("1 2", "follows");
        refused("{}{}", "follows");
        refused("\"a\u0001\"", "not JSON");
        refused("\"\\ud83d\"", "surrogate");
        refused("{\"\\ude00\":1}", "surrogate");
        assertThatThrownBy(() -> CanonicalJson.read(new byte[] {'"', (byte) 0xC3, '"'}))
                .hasMessage("not UTF-8");
        assertThatThrownBy(() -> CanonicalJson.write("\ud83d")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nestingWithoutEndIsRefusedInsteadOfRunningOutOfStack() {
        refused("[".repeat(100_000) + "]".repeat(100_000), "not JSON");
        refused("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000), "not JSON");
    }

    @Test
    void theOrderInWhichFieldsWerePutInMakesNoDifference() {
        Map<String, Object> forward = new LinkedHashMap<>();
        Map<String, Object> backward = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            forward.put("k" + i, i);
            backward.put("k" + (29 - i), (long) (29 - i));
        }
        assertThat(CanonicalJson.write(forward)).isEqualTo(CanonicalJson.write(backward));
    }
}
