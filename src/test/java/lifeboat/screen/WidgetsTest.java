package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import lifeboat.terminal.Picture.Point;
import org.junit.jupiter.api.Test;

class WidgetsTest {
    private static TextField typed(TextField field, String... keys) {
        TextField now = field;
        for (String key : keys) {
            now = now.typed(KeyNames.stroke(key));
        }
        return now;
    }

    @Test
    void a_field_is_edited_where_its_cursor_is() {
        assertThat(typed(TextField.of("pachd"), "Left", "Left", "X", "Del", "Backspace", "Y"))
                .isEqualTo(new TextField("pacYd", 4, false));
        assertThat(typed(TextField.of("a b  c "), "Ctrl-W").text()).isEqualTo("a b  ");
        assertThat(typed(TextField.of("a b  c "), "Ctrl-W", "Ctrl-W").text()).isEqualTo("a ");
        assertThat(typed(TextField.of("abc"), "Home", "x", "End", "y").text()).isEqualTo("xabcy");
        assertThat(typed(TextField.of("abc"), "Ctrl-A", "Right", "Ctrl-K").text())
                .isEqualTo("a");
        assertThat(typed(TextField.of("abc"), "Left", "Ctrl-U", "Ctrl-E", "Backspace"))
                .isEqualTo(new TextField("", 0, false));
        assertThat(typed(TextField.of(""), "Backspace", "Del", "Left", "Right", "Ctrl-W", "Enter", "Alt-x", "F5"))
                .isEqualTo(TextField.of(""));
    }

    @Test
    void a_character_outside_the_basic_plane_is_one_character() {
        assertThat(typed(TextField.of("a\uD83D\uDE80b"), "Left", "Backspace", "x"))
                .isEqualTo(new TextField("axb", 2, false));
    }

    @Test
    void a_word_of_a_secret_is_not_told_from_the_rest() {
        TextField secret = TextField.secret().pasted("one two");
        assertThat(typed(secret, "Ctrl-W").text()).isEmpty();
    }

    @Test
    void a_paste_of_one_line_goes_in_without_its_line_ends_and_control_characters() {
        assertThat(TextField.of("[]").typed(KeyNames.stroke("Left")).pasted("\r\nb\u001b[31mu\u0007\tcket\n\n"))
                .isEqualTo(new TextField("[b[31mucket]", 11, false));
        assertThat(TextField.objection("bucket\n")).isEmpty();
    }

    @Test
    void a_paste_of_several_lines_is_refused() {
        assertThat(TextField.of("x").pasted("one\ntwo")).isEqualTo(TextField.of("x"));
        assertThat(TextField.objection("one\rtwo")).isPresent();
        assertThat(TextField.objection("y".repeat(5_000))).isPresent();
    }

    @Test
    void a_field_shows_the_part_around_its_cursor() {
        TextField field = TextField.of("0123456789");
        assertThat(shot(field).text()).isEqualTo("  6789\n");
        assertThat(shot(field).grid().cursor()).contains(new Point(6, 0));
        assertThat(shot(typed(field, "Home")).text()).isEqualTo("  01234\n");
        assertThat(shot(typed(field, "Home")).grid().cursor()).contains(new Point(2, 0));
        assertThat(shot(TextField.of("日本語")).text()).isEqualTo("  本語\n");
        assertThat(shot(TextField.of("日本語")).grid().cursor()).contains(new Point(6, 0));
        assertThat(Shot.of(canvas -> TextField.of("a\u202eb").draw(canvas, 0, 0, 20, false), 20, 1)
                        .text())
                .isEqualTo("a<U+202E>b\n");
    }

    @Test
    void a_secret_shows_dots_only() {
        Shot shot = shot(TextField.secret().pasted("pw"));
        assertThat(shot.text()).isEqualTo("  ••\n");
        assertThat(shot.roles()).isEqualTo("..iiiii\n");
    }

    private static Shot shot(TextField field) {
        return Shot.of(canvas -> field.draw(canvas, 2, 0, 5, true), 9, 1);
    }

    @Test
    void a_list_scrolls_with_the_cursor_and_no_further() {
        Cursor cursor = Cursor.top();
        for (int index = 0; index < 4; index++) {
            cursor = cursor.did(Deed.DOWN, 10, 4);
        }
        assertThat(cursor).isEqualTo(new Cursor(4, 1));
        assertThat(cursor.did(Deed.UP, 10, 4)).isEqualTo(new Cursor(3, 1));
        assertThat(cursor.did(Deed.PAGE_DOWN, 10, 4)).isEqualTo(new Cursor(7, 4));
        assertThat(cursor.did(Deed.PAGE_UP, 10, 4)).isEqualTo(new Cursor(1, 1));
        assertThat(cursor.did(Deed.BOTTOM, 10, 4)).isEqualTo(new Cursor(9, 6));
        assertThat(cursor.did(Deed.BOTTOM, 10, 4).did(Deed.DOWN, 10, 4)).isEqualTo(new Cursor(9, 6));
        assertThat(cursor.did(Deed.TOP, 10, 4)).isEqualTo(Cursor.top());
        assertThat(cursor.did(Deed.SORT, 10, 4)).isEqualTo(cursor);
    }

    @Test
    void a_cursor_stays_on_a_row_when_the_list_shrinks() {
        assertThat(new Cursor(9, 6).within(3, 4)).isEqualTo(new Cursor(2, 0));
        assertThat(new Cursor(9, 6).within(0, 4)).isEqualTo(Cursor.top());
        assertThat(new Cursor(9, 6).within(10, 2)).isEqualTo(new Cursor(9, 8));
        assertThat(new Cursor(9, 8).within(10, 0)).isEqualTo(new Cursor(9, 9));
        assertThat(new Cursor(9, 8).within(10, 20)).isEqualTo(new Cursor(9, 0));
    }

    @Test
    void a_text_follows_its_end_until_somebody_looks_back() {
        Scroll end = Scroll.end();
        assertThat(end.first(100, 10)).isEqualTo(90);
        assertThat(end.first(101, 10)).isEqualTo(91);
        Scroll back = end.did(Deed.UP, 100, 10);
        assertThat(back.first(100, 10)).isEqualTo(89);
        assertThat(back.first(200, 10)).isEqualTo(89);
        assertThat(back.place(200, 10)).isEqualTo("90-99 of 200");
        assertThat(back.did(Deed.BOTTOM, 200, 10).first(300, 10)).isEqualTo(290);
        assertThat(back.did(Deed.FOLLOW, 200, 10).first(300, 10)).isEqualTo(290);
        assertThat(Scroll.top().did(Deed.PAGE_DOWN, 100, 10).first(100, 10)).isEqualTo(9);
        assertThat(Scroll.top().did(Deed.DOWN, 3, 10).first(3, 10)).isZero();
        assertThat(Scroll.top().place(3, 10)).isEmpty();
        assertThat(Scroll.top().showing(50, 100, 10).first(100, 10)).isEqualTo(45);
        assertThat(Scroll.top().showing(5, 100, 10).first(100, 10)).isZero();
    }

    @Test
    void long_lines_are_broken_at_the_edge_or_left_to_be_cut_off() {
        assertThat(Scroll.top().rows(List.of("abcdef", "", "日本"), 4)).containsExactly("abcd", "ef", "", "日本");
        assertThat(Scroll.top().rows(List.of("日本語"), 5)).containsExactly("日本", "語");
        assertThat(Scroll.top().did(Deed.WRAP, 1, 1).rows(List.of("abcdef"), 4)).containsExactly("abcdef");
    }

    @Test
    void a_search_goes_round() {
        List<String> lines = List.of("one", "two ones", "three", "One");
        Search search = Search.of("one", lines, 1);
        assertThat(search.line()).isEqualTo(1);
        assertThat(search.status(lines)).isEqualTo("2 of 3");
        assertThat(search.next(lines).line()).isEqualTo(3);
        assertThat(search.next(lines).next(lines).line()).isZero();
        assertThat(search.previous(lines).previous(lines).line()).isEqualTo(3);
        assertThat(Search.of("One", lines, 0).line()).isEqualTo(3);
        assertThat(Search.of("nine", lines, 0).status(lines)).isEqualTo("not found");
        assertThat(Search.of("", lines, 0).line()).isEqualTo(-1);
        assertThat(Search.of("x", List.of(), 5).next(List.of()).line()).isEqualTo(-1);
    }

    @Test
    void matches_are_marked() {
        Shot shot =
                Shot.of(canvas -> Search.of("an", List.of(), 0).draw(canvas, 1, 0, "日banana\u0007", Role.MUTED), 12, 1);
        assertThat(shot.text()).isEqualTo(" 日banana␇\n");
        assertThat(shot.roles()).isEqualTo(".mmm****mm\n");
    }

    @Test
    void every_key_has_one_name() {
        for (String name : List.of(
                "Enter", "Shift-Tab", "Ctrl-L", "q", "?", "Space", "Alt-x", "Ctrl-Up", "F12", "-", "é", "Ctrl-Alt-B")) {
            assertThat(KeyNames.of(KeyNames.stroke(name))).isEqualTo(name);
        }
        IntStream.range(33, 127)
                .mapToObj(Character::toString)
                .forEach(name -> assertThat(KeyNames.of(KeyNames.stroke(name))).isEqualTo(name));
    }
}
