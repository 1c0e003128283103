package lifeboat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SafeTextTest {
    @Test
    void plainTextStaysAsItIs() {
        assertThat(SafeText.of("pachd-7d9f Running é 日本 ✓ \uD83D\uDE80"))
                .isEqualTo("pachd-7d9f Running é 日本 ✓ \uD83D\uDE80");
    }

    @Test
    void whatWouldSteerATerminalIsShownInstead() {
        assertThat(SafeText.of("\u001b[2J\u0007\r\n\u007f")).isEqualTo("\u241b[2J\u2407\u240d\u240a\u2421");
        assertThat(SafeText.of("\u009b2J\u0085")).isEqualTo("<U+009B>2J<U+0085>");
    }

    @Test
    void whatHidesOrReordersIsShownInstead() {
        assertThat(SafeText.of("a\u202eb\u200bc\u2066d\ufeffe\u2028f\u3164"))
                .isEqualTo("a<U+202E>b<U+200B>c<U+2066>d<U+FEFF>e<U+2028>f<U+3164>");
        assertThat(SafeText.of("\uDB40\uDC41")).isEqualTo("<U+E0041>");
    }

    @Test
    void aTabIsTwoSpacesAndHalfACharacterIsReplaced() {
        assertThat(SafeText.of("a\tb")).isEqualTo("a  b");
        assertThat(SafeText.of("a\ud83db")).isEqualTo("a\ufffdb");
    }

    @Test
    void noCharacterOfTheBasicPlaneIsBothOneThatSteersAndLetThrough() {
        for (int character = 0; character < 0x10000; character++) {
            String safe = SafeText.of(new String(Character.toChars(character)));
            assertThat(safe.chars().noneMatch(one -> one < ' ' || (one >= 0x7f && one < 0xa0) || one == 0x202e))
                    .as("U+%04X", character)
                    .isTrue();
        }
    }
}
