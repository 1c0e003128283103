package lifeboat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lifeboat.terminal.paint.Painter;
import lifeboat.terminal.paint.Tongue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PainterTest {
    private static final Size SIZE = new Size(80, 24);
    private static final Style SELECTED = new Style(Colour.STANDARD, Colour.STANDARD, false, false, true, false);
    private static final Style RED = new Style(new Colour.Named(1), Colour.STANDARD, true, false, false, false);

    private final List<byte[]> writes = new ArrayList<>();
    private Size size = SIZE;
    private Emulator emulator = new Emulator(SIZE);

    @Test
    void one_picture_is_one_write() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        painter.show(list(0, 40), false);
        assertThat(writes).hasSize(1);
        assertThat(emulator.rows()).isEqualTo(VirtualDisplay.rowsOf(list(0, 40)));
        painter.show(list(1, 40), false);
        assertThat(writes).hasSize(2);
    }

    @Test
    void nothing_is_written_when_nothing_differs() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        painter.show(list(3, 40).cursor(4, 5), false);
        painter.show(list(3, 40).cursor(4, 5), false);
        painter.show(list(3, 40).cursor(4, 5), false);
        assertThat(writes).hasSize(1);
    }

    @Test
    void nothing_is_written_when_nothing_differs_on_a_large_terminal() throws IOException {
        size = new Size(200, 60);
        emulator = new Emulator(size);
        Painter painter = painter(ColourDepth.TRUE, true);
        PlainPicture picture = new PlainPicture(size).put(150, 50, "日本 q\u0308 ✓");
        painter.show(picture, false);
        painter.show(picture, false);
        assertThat(writes).hasSize(1);
    }

    @Test
    void there_is_no_end_to_the_characters_that_can_be_shown() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        int character = 0x4e00;
        for (int time = 0; time < 20; time++) {
            PlainPicture picture = new PlainPicture(SIZE);
            for (int row = 0; row < SIZE.rows(); row++) {
                for (int column = 0; column < SIZE.columns(); column += 2) {
                    picture.put(column, row, Character.toString(character++));
                }
            }
            painter.show(picture, false);
            assertSame(picture);
        }
        assertThat(writes).hasSize(20);
    }

    @Test
    void a_moved_selection_of_two_rows_takes_at_most_150_bytes() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        painter.show(list(3, 56), false);
        for (int selected = 4; selected < 9; selected++) {
            painter.show(list(selected, 56), false);
            assertThat(last()).as(text(last())).hasSizeLessThanOrEqualTo(150);
        }
    }

    @Test
    void a_moved_selection_of_two_rows_in_full_colour_takes_at_most_150_bytes() throws IOException {
        Style look = new Style(new Colour.Rgb(192, 202, 245), new Colour.Rgb(26, 27, 38), false, false, false, false);
        Style selected =
                new Style(new Colour.Rgb(26, 27, 38), new Colour.Rgb(122, 162, 247), true, false, false, false);
        Painter painter = painter(ColourDepth.TRUE, true);
        painter.show(list(3, 24, look, selected), false);
        painter.show(list(4, 24, look, selected), false);
        assertThat(last()).as(text(last())).hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void a_word_that_changes_takes_little_more_than_its_letters() throws IOException {
        Painter painter = painter(ColourDepth.SIXTEEN, true);
        painter.show(new PlainPicture(SIZE).put(10, 10, "elapsed 12 s"), false);
        painter.show(new PlainPicture(SIZE).put(10, 10, "elapsed 13 s"), false);
        assertThat(last()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void a_picture_asked_for_as_a_whole_is_painted_as_a_whole_in_one_write() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        PlainPicture picture = list(2, 40);
        painter.show(picture, false);
        emulator = new Emulator(SIZE);
        painter.show(picture, true);
        assertThat(writes).hasSize(2);
        assertSame(picture);
        assertThat(emulator.cursorVisible()).isFalse();
    }

    @Test
    void what_the_terminal_shows_after_somebody_else_used_it_is_painted_over() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        PlainPicture picture = list(2, 40).cursor(3, 3);
        painter.show(picture, false);
        emulator = new Emulator(SIZE);
        painter.forget();
        painter.show(picture, false);
        assertSame(picture);
        assertThat(emulator.cursorVisible()).isTrue();
        assertThat(emulator.cursor()).isEqualTo(new Picture.Point(3, 3));
    }

    @Test
    void the_cursor_goes_where_the_picture_has_it_and_away() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        painter.show(list(2, 40), false);
        assertThat(emulator.cursorVisible()).isFalse();
        painter.show(list(2, 40).cursor(7, 9), false);
        assertThat(emulator.cursorVisible()).isTrue();
        assertThat(emulator.cursor()).isEqualTo(new Picture.Point(7, 9));
        painter.show(list(2, 40).cursor(8, 9), false);
        assertThat(emulator.cursor()).isEqualTo(new Picture.Point(8, 9));
        painter.show(list(2, 40), false);
        assertThat(emulator.cursorVisible()).isFalse();
    }

    @Test
    void a_picture_of_another_size_than_the_terminal_is_cut_or_has_blanks_around_it() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        painter.show(list(2, 40), false);
        size = new Size(20, 6);
        emulator = new Emulator(size);
        painter.show(list(2, 40), false);
        assertThat(emulator.rows()).hasSize(6).allMatch(row -> row.length() <= 20);
        assertThat(emulator.rows().get(1)).startsWith("row 1");
        size = new Size(100, 30);
        emulator = new Emulator(size);
        painter.show(list(2, 40), false);
        assertThat(emulator.rows()).hasSize(30).doesNotContain("@");
        assertThat(emulator.rows().get(23)).startsWith("row 23");
        assertThat(emulator.rows().get(29)).isEmpty();
    }

    @Test
    void wide_characters_combining_marks_and_emoji_arrive_whole() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        PlainPicture picture = new PlainPicture(SIZE)
                .put(0, 0, "日本語 é q\u0308 🚢🛟 ✓")
                .put(76, 1, "ab🚢")
                .put(0, 2, "\ue000 nerd \uf8ff");
        painter.show(picture, false);
        assertThat(text(last())).contains("日", "本", "語", "q\u0308", "🚢", "🛟", "✓", "ab", "\ue000", "\uf8ff");
        assertSame(picture);
    }

    @Test
    void half_a_wide_character_at_the_edge_is_a_blank() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        size = new Size(5, 2);
        emulator = new Emulator(size);
        painter.show(new PlainPicture(SIZE).put(0, 0, "日本語"), false);
        assertThat(emulator.rows().get(0)).isEqualTo("日本");
    }

    @Test
    void a_control_character_in_a_picture_does_not_reach_the_terminal() throws IOException {
        Painter painter = painter(ColourDepth.TRUE, true);
        Picture picture = new PlainPicture(SIZE) {
            @Override
            public String text(int column, int row) {
                return row == 0 && column < 3
                        ? List.of("\033", "\u009b", "a\007").get(column)
                        : super.text(column, row);
            }
        };
        painter.show(picture, false);
        assertThat(emulator.rows().get(0)).doesNotContain("\033", "\u009b", "\007");
    }

    @Test
    void only_ascii_reaches_a_terminal_that_has_no_more() throws IOException {
        Painter painter = painter(ColourDepth.SIXTEEN, false);
        painter.show(new PlainPicture(SIZE).put(0, 0, "┌─ ✓ “née” → 日本 🚢 ┐ λ"), false);
        assertThat(last()).doesNotContain(negative());
        assertThat(emulator.rows().get(0)).isEqualTo("+- + \"nee\" > ???? ?? + ?");
    }

    @Test
    void a_failed_write_is_made_good_by_the_next_picture() throws IOException {
        boolean[] frozen = {false};
        Painter painter = new Painter(
                bytes -> {
                    if (frozen[0]) {
                        throw new IOException("input/output error");
                    }
                    emulator.write(bytes);
                },
                new Tongue(ColourDepth.TRUE, true, true),
                () -> size);
        painter.show(list(1, 40), false);
        frozen[0] = true;
        assertThatThrownBy(() -> painter.show(list(2, 40), false)).isInstanceOf(IOException.class);
        frozen[0] = false;
        painter.show(list(3, 40), false);
        assertSame(list(3, 40));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_follows_whatever_the_terminal_shows_the_newest_picture(long seed) throws IOException {
        Random random = new Random(seed);
        Painter painter = painter(ColourDepth.TRUE, true);
        PlainPicture picture = new PlainPicture(SIZE);
        for (int time = 0; time < 60; time++) {
            if (random.nextInt(10) == 0) {
                picture = new PlainPicture(SIZE);
            }
            for (int piece = random.nextInt(12); piece >= 0; piece--) {
                picture = copy(picture).put(random.nextInt(80), random.nextInt(24), text(random), style(random));
            }
            if (random.nextBoolean()) {
                picture.cursor(random.nextInt(80), random.nextInt(24));
            }
            painter.show(picture, random.nextInt(15) == 0);
            assertSame(picture);
            picture.cursor().ifPresent(point -> {
                assertThat(emulator.cursorVisible()).isTrue();
                assertThat(emulator.cursor()).isEqualTo(point);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(ColourDepth.class)
    void a_terminal_is_told_no_more_than_its_colours(ColourDepth depth) throws IOException {
        Painter painter = painter(depth, true);
        Style style = new Style(new Colour.Rgb(250, 3, 2), new Colour.Indexed(27), true, true, true, true);
        painter.show(new PlainPicture(SIZE).put(0, 0, "x", style), false);
        Style shown = emulator.style(0, 0);
        assertThat(shown.bold() && shown.underline() && shown.reverse()).isTrue();
        switch (depth) {
            case MONO -> {
                assertThat(shown.foreground()).isEqualTo(Colour.STANDARD);
                assertThat(shown.background()).isEqualTo(Colour.STANDARD);
                assertThat(shown.dim()).isFalse();
            }
            case SIXTEEN -> {
                assertThat(shown.foreground()).isEqualTo(new Colour.Named(9));
                assertThat(shown.background()).isInstanceOf(Colour.Named.class);
            }
            case INDEXED -> {
                assertThat(shown.foreground()).isEqualTo(new Colour.Indexed(196));
                assertThat(shown.background()).isEqualTo(new Colour.Indexed(27));
            }
            case TRUE -> assertThat(shown).isEqualTo(style);
        }
    }

    private Painter painter(ColourDepth depth, boolean unicode) throws IOException {
        return new Painter(
                bytes -> {
                    writes.add(bytes);
                    emulator.write(bytes);
                },
                new Tongue(depth, unicode, true),
                () -> size);
    }

    private void assertSame(PlainPicture picture) {
        for (int row = 0; row < SIZE.rows(); row++) {
            for (int column = 0; column < SIZE.columns(); column++) {
                assertThat(emulator.text(column, row)).as("%d, %d", column, row).isEqualTo(picture.text(column, row));
                assertThat(emulator.style(column, row))
                        .as("%d, %d", column, row)
                        .isEqualTo(picture.style(column, row));
            }
        }
    }

    private static PlainPicture copy(PlainPicture from) {
        PlainPicture copy = new PlainPicture(from.size());
        for (int row = 0; row < SIZE.rows(); row++) {
            for (int column = 0; column < SIZE.columns(); column++) {
                if (!from.text(column, row).isEmpty()) {
                    copy.put(column, row, from.text(column, row), from.style(column, row));
                }
            }
        }
        return copy;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        List<String> some = List.of("a", "b", " ", "─", "✓", "日", "語", "🚢", "é", "q\u0308", "é", "…");
        for (int each = 1 + random.nextInt(20); each > 0; each--) {
            text.append(some.get(random.nextInt(some.size())));
        }
        return text.toString();
    }

    private static Style style(Random random) {
        return new Style(
                colour(random),
                colour(random),
                random.nextInt(4) == 0,
                random.nextInt(8) == 0,
                random.nextInt(4) == 0,
                random.nextInt(4) == 0);
    }

    private static Colour colour(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Colour.Named(random.nextInt(16));
            case 1 -> new Colour.Indexed(random.nextInt(256));
            case 2 -> new Colour.Rgb(random.nextInt(256), random.nextInt(256), random.nextInt(256));
            default -> Colour.STANDARD;
        };
    }

    /** A list with a selection, as wide as that. */
    private static PlainPicture list(int selected, int width) {
        return list(selected, width, Style.PLAIN, SELECTED);
    }

    private static PlainPicture list(int selected, int width, Style look, Style marked) {
        PlainPicture picture = new PlainPicture(SIZE);
        for (int row = 0; row < SIZE.rows(); row++) {
            String text = "row " + row + " of a list that can be walked through with two keys, however long it may be";
            picture.put(0, row, text.substring(0, width), row == selected ? marked : look);
            picture.put(60, row, "│", RED);
        }
        return picture;
    }

    private byte[] last() {
        return writes.get(writes.size() - 1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] negative() {
        byte[] bytes = new byte[128];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) (index + 128);
        }
        return bytes;
    }
}
