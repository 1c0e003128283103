package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
    private static Parameter parameter(Parameter.Type type, boolean required, Optional<Pattern> pattern) {
        return new Parameter(
                "it",
                type,
                "",
                "",
                Optional.empty(),
                required,
                List.of("a", "b"),
                pattern,
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, 0, true",
        "NUMBER, 12, true",
        "NUMBER, 012, false",
        "NUMBER, 1e3, false",
        "NUMBER, 9999999999, false",
        "BOOLEAN, true, true",
        "BOOLEAN, yes, false",
        "CHOICE, a, true",
        "CHOICE, c, false",
        "PORT, 5432, true",
        "PORT, 0, false",
        "PORT, 65536, false",
        "HOST, db.example.com, true",
        "HOST, ::1, true",
        "HOST, /var/run/postgresql, true",
        "HOST, a b, false",
        "URL, http://127.0.0.1:9000, true",
        "URL, ftp://x, false",
        "URL, https://, false",
        "DURATION, 1h30m, true",
        "DURATION, 90, false",
        "NAMESPACE, default, true",
        "NAMESPACE, My_Space, false",
        "BUCKET, my-bucket.1, true",
        "BUCKET, a/b, false",
        "PATH, /tmp/x y, true",
        "STRING, --help, false",
        "PATH, -rf, false",
        "PATH, ' -rf', false",
        "STRING, 'a\u202Eb', false",
        "STRING, 'a\uD800', false",
        "CONTEXT, 'a\u200Bb', false",
        "SECRET, -secret, true"
    })
    void acceptsWhatFitsItsType(Parameter.Type type, String value, boolean accepted) {
        assertThat(parameter(type, false, Optional.empty()).refusal(value).isEmpty())
                .isEqualTo(accepted);
    }

    @Test
    void anEmptyValueIsFineUnlessItIsRequired() {
        assertThat(parameter(Parameter.Type.NUMBER, false, Optional.empty()).refusal(""))
                .isEmpty();
        assertThat(parameter(Parameter.Type.NUMBER, true, Optional.empty()).refusal(""))
                .contains("a value is needed");
    }

    @Test
    void thePatternIsForTheWholeValueAndARefusalDoesNotRepeatIt() {
        Parameter secret = parameter(Parameter.Type.SECRET, false, Optional.of(Pattern.compile("[0-9]{4}")));

        assertThat(secret.refusal("1234")).isEmpty();
        assertThat(secret.refusal("12345"))
                .hasValueSatisfying(text -> assertThat(text).doesNotContain("12345"));
        assertThat(secret.refusal("12\u001b4")).contains("it holds a control character");
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "5m, 300", "2h, 7200", "1h30m, 5400", "1h1s, 3601"})
    void durationsAreReadAndWritten(String text, long seconds) {
        assertThat(DurationText.parse(text)).contains(Duration.ofSeconds(seconds));
        assertThat(DurationText.parse(DurationText.format(Duration.ofSeconds(seconds))))
                .contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"''", "5", "0s", "-5m", "5 m", "1m1h", "1d", "99999999h"})
    void whatIsNoDurationIsRefused(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
