package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PageTest {
    @Test
    void proseIsBrokenByTheWidthThatIsSeen() {
        assertThat(Page.wrap("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(Page.wrap("日本日本 日本", 10)).containsExactly("日本日本", "日本");
        assertThat(Page.wrap("a  b", 10)).containsExactly("a  b");
        assertThat(Page.wrap("unbreakablyLongWord x", 5)).containsExactly("unbreakablyLongWord", "x");
    }
}
