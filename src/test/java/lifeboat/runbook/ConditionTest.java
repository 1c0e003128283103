package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static final Scope SCOPE = variable -> Optional.ofNullable(Map.of(
                    "mode", List.of("scale"),
                    "yes", List.of("true"),
                    "no", List.of("false"),
                    "empty", List.of(""),
                    "none", List.<String>of(),
                    "text", List.of("salt and pepper"),
                    "version", List.of("2.10.7"),
                    "candidate", List.of("2.12.0-rc.2"))
            .get(variable));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode == pause|mode is scale, not pause",
                "mode == scale and no|no is false",
                "not yes and version > 2.11|yes is true, and version is 2.10.7, not > 2.11",
                "mode != scale|mode is scale",
                "none|none is empty",
                "mode == scale|''"
            })
    void saysWhatIsNotAsItWants(String condition, String words) {
        assertThat(Condition.parse(condition).unmet(SCOPE)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mode == scale|true",
                "mode != scale|false",
                "mode == 'scale'|true",
                "mode|true",
                "not mode|false",
                "yes|true",
                "no|false",
                "not no|true",
                "empty|false",
                "none|false",
                "not none|true",
                "empty == \"\"|true",
                "text == \"salt and pepper\"|true",
                "text == 'salt and pepper' and mode == scale|true",
                "mode == scale and no|false",
                "mode == scale and yes and version > 2|true",
                "version >= 2.9|true",
                "version < 2.9|false",
                "version <= 2.10.7|true",
                "version > 2.10.7|false",
                "version > v2.10.6|true",
                "version == 2.10|false",
                "candidate < 2.12.0|true",
                "candidate >= 2.12.0-rc.2|true",
                "candidate > 2.12.0-rc.1|true",
                "candidate > 2.11.6|true",
                "version < 99999999999999999999|true"
            })
    void holdsAsItReads(String condition, boolean expected) {
        assertThat(Condition.parse(condition).holds(SCOPE)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "and",
                "mode ==",
                "== scale",
                "mode = scale",
                "mode == a b",
                "mode or yes",
                "not mode == scale",
                "(mode)",
                "mode and",
                "mode and and yes",
                "mode == \"open"
            })
    void whatIsNotAConditionIsRefusedInWords(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Condition.parse(text))
                .withMessageMatching("(?s).*(not a condition|goes with a name alone).*");
    }

    @Test
    void namesItsVariablesAndFailsOnOneThatIsNotKnown() {
        Condition condition = Condition.parse("mode == scale and later");

        assertThat(condition.variables()).containsExactly("mode", "later");
        assertThatExceptionOfType(Template.UnknownVariable.class).isThrownBy(() -> condition.holds(SCOPE));
    }
}
