package lifeboat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {
    private static final String PASSWORD = "p@ss w0rd+\"q\\x:'ü<&>/%";
    private final Masker masker = Masker.of(Secret.of(PASSWORD));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p@ss w0rd+\"q\\x:'ü<&>/%",
                "p%40ss+w0rd%2B%22q%5Cx%3A%27%C3%BC%3C%26%3E%2F%25",
                "p%40ss%20w0rd%2B%22q%5Cx%3A%27%C3%BC%3C%26%3E%2F%25",
                "p%40ss%20w0rd%2b%22q%5cx%3a%27%c3%bc%3c%26%3e%2f%25",
                "p@ss w0rd+\\\"q\\\\x:'ü<&>/%",
                "p@ss w0rd+\\\"q\\\\x:'\\u00fc\\u003c\\u0026\\u003e/%",
                "p@ss w0rd+\"q\\\\x\\:'ü<&>/%",
                "p@ss w0rd+\"q\\\\x:\\'ü<&>/%",
                "p@ss w0rd+\"q\\x:''ü<&>/%"
            })
    void everySpellingIsMasked(String spelling) {
        assertThat(masker.mask("before " + spelling + " after")).isEqualTo("before •••• after");
    }

    @Test
    void base64IsMaskedAtEveryAlignmentInsideALongerText() {
        for (String user : List.of("", "a", "ab", "abc", "postgres:")) {
            byte[] bytes = (user + PASSWORD + ":tail").getBytes(StandardCharsets.UTF_8);
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String encoded = encoder.encodeToString(bytes);
                String masked = masker.mask("Authorization: Basic " + encoded);
                assertThat(masked).contains(Secret.MARK);
                // What is left holds no more than a character's worth of the secret at each end.
                assertThat(masked.replace("Authorization: Basic ", "").length())
                        .isLessThan(encoded.length() - PASSWORD.length() + 4);
            }
        }
        assertThat(masker.mask(Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8))))
                .startsWith(Secret.MARK)
                .hasSizeLessThanOrEqualTo(Secret.MARK.length() + 2);
    }

    @Test
    void aSecretInsideAnotherLeavesNothingOfEither() {
        Masker both = Masker.of(Secret.of("hunter"), Secret.of("hunter2-and-more"));

        assertThat(both.mask("hunter2-and-more, hunter")).isEqualTo("••••, ••••");
    }

    @Test
    void aShortSecretIsMaskedOnlyAsAWordOfItsOwn() {
        Masker shortOne = Masker.of(Secret.of("abc"));

        assertThat(shortOne.mask("abc abcd password=abc;")).isEqualTo("•••• abcd password=••••;");
    }

    @Test
    void theEmptySecretMasksNothing() {
        assertThat(Masker.of(Secret.of("")).mask("as it was")).isEqualTo("as it was");
    }

    @Test
    void aKeyOfSeveralLinesIsMaskedLineByLine() {
        Masker key = Masker.of(Secret.of("-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END KEY-----\n"));

        assertThat(key.mask("  kqhkiG9w0BAQEF")).isEqualTo("  ••••");
        assertThat(key.mask("-----BEGIN KEY-----")).isEqualTo("-----BEGIN KEY-----");
    }

    @Test
    void aSecretAndAMaskerPrintNothing() {
        assertThat(Secret.of("canary-17") + " " + Masker.of(Secret.of("canary-17")) + " "
                        + List.of(Secret.of("canary-17")))
                .doesNotContain("canary");
    }

    @Test
    void moreSecretsCanBeAdded() {
        assertThat(masker.plus(Secret.of("second")).mask(PASSWORD + " second")).isEqualTo("•••• ••••");
    }
}
