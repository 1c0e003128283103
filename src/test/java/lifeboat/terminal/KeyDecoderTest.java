package lifeboat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import lifeboat.fault.Fault;
import lifeboat.terminal.Stroke.Key;
import lifeboat.terminal.keys.KeyDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Fault("F06")
class KeyDecoderTest {
    private final KeyDecoder decoder = new KeyDecoder();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a            | a",
                "é日🚢        | é 日 🚢",
                "^M           | ENTER",
                "^J           | ENTER",
                "^M^J         | ENTER",
                "^M^M         | ENTER ENTER",
                "^I           | TAB",
                "^?           | BACKSPACE",
                "^H           | BACKSPACE",
                "^A           | C-a",
                "^Z           | C-z",
                "^C           | C-c",
                "^\\          | C-\\",
                "^_           | C-_",
                "ESC [A       | UP",
                "ESC OA       | UP",
                "ESC [B       | DOWN",
                "ESC [C       | RIGHT",
                "ESC [D       | LEFT",
                "ESC [H       | HOME",
                "ESC OF       | END",
                "ESC [1~      | HOME",
                "ESC [7~      | HOME",
                "ESC [4~      | END",
                "ESC [8~      | END",
                "ESC [2~      | INSERT",
                "ESC [3~      | DELETE",
                "ESC [5~      | PAGE_UP",
                "ESC [6~      | PAGE_DOWN",
                "ESC OP       | F1",
                "ESC [[A      | F1",
                "ESC [[E      | F5",
                "ESC [11~     | F1",
                "ESC [15~     | F5",
                "ESC [17~     | F6",
                "ESC [21~     | F10",
                "ESC [24~     | F12",
                "ESC [1;2R    | S-F3",
                "ESC [1;5A    | C-UP",
                "ESC [1;3D    | A-LEFT",
                "ESC [1;6C    | C-S-RIGHT",
                "ESC [1;9A    | A-UP",
                "ESC [3;5~    | C-DELETE",
                "ESC [15;2~   | S-F5",
                "ESC [Z       | S-TAB",
                "ESC x        | A-x",
                "ESC é        | A-é",
                "ESC ^M       | A-ENTER",
                "ESC ^?       | A-BACKSPACE",
                "ESC ESC [A   | A-UP",
                "ESC ESC OA   | A-UP",
                "ESC ESC x    | ESCAPE A-x",
                "ESC OM       | ENTER",
                "ESC Oy       | 9",
                "ESC Ok       | +",
                "ESC Oa       | C-UP",
                "ESC [a       | S-UP",
                "ESC [3^      | C-DELETE",
                "ESC [3$      | S-DELETE",
                "ESC [3@      | C-S-DELETE",
                "ESC [97;5u   | C-a",
                "ESC [97;2u   | A",
                "ESC [13;2u   | S-ENTER",
                "ESC [27;5;97~| C-a",
                "ESC [<64;3;4M| UP",
                "ESC [<65;3;4M| DOWN",
                "ESC [<0;3;4M | \"\"",
                "ESC [<0;3;4m | \"\"",
                "ESC [M`!!q   | UP q",
                "ESC [I       | UNKNOWN",
                "ESC [12;40R  | UNKNOWN",
                "ESC [99~     | UNKNOWN",
                "ESC [?1;2c   | UNKNOWN",
                "ESC [1;2;3;4;5q x | UNKNOWN x",
                "ESC [12^M    | UNKNOWN ENTER",
                "ESC ]11;rgb:ffff/0000/xyq^G a | UNKNOWN a",
                "ESC ]11;rgb:ffff/0000/xyq ESC \\ a | UNKNOWN a",
                "ESC P1$r0mq ESC \\ a | UNKNOWN a",
                "ESC P>tmux 3q ESC \\ a | UNKNOWN a",
                "ESC _Gi=1;OKq ESC \\ a | UNKNOWN a",
                "ESC ]11;rgb^M a | UNKNOWN a",
                "ESC ]11;rgb ESC [A a | UNKNOWN UP a",
                "ESC ]11;rgb ESC x | UNKNOWN A-x",
                "ESC ]a       | A-] a",
                "ESC Pq       | A-P q",
                "ESC ESC ]1x^G| ESCAPE UNKNOWN",
            })
    void a_sequence_is_its_key(String bytes, String keys) {
        assertThat(words(take(bytes(bytes)))).isEqualTo(keys);
        assertThat(decoder.tick(0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0080", "\u009b", "\ufffd"})
    void a_control_character_of_eight_bits_is_no_key(String text) {
        assertThat(words(take(text.getBytes(StandardCharsets.UTF_8)))).isEqualTo("UNKNOWN");
    }

    @Test
    void bytes_that_are_no_text_are_no_keys_and_swallow_none() {
        assertThat(words(take(new byte[] {(byte) 0xff, 'a', (byte) 0xc3, 'b', (byte) 0xe2, (byte) 0x82, 'c'})))
                .isEqualTo("UNKNOWN a UNKNOWN b UNKNOWN c");
        assertThat(words(take(
                        new byte[] {(byte) 0xe0, (byte) 0x80, (byte) 0x80, (byte) 0xed, (byte) 0xa0, (byte) 0x80})))
                .isEqualTo("UNKNOWN UNKNOWN");
    }

    @Test
    void a_lone_escape_is_one_after_a_tenth_of_a_second() {
        assertThat(take(bytes("ESC"))).isEmpty();
        assertThat(words(decoder.tick(0))).isEqualTo("ESCAPE");
        assertThat(decoder.tick(0)).isEmpty();
        assertThat(words(take(bytes("[A")))).isEqualTo("[ A");
    }

    @Test
    void escape_twice_is_escape_twice() {
        assertThat(take(bytes("ESC ESC"))).isEmpty();
        assertThat(words(decoder.tick(0))).isEqualTo("ESCAPE ESCAPE");
    }

    @Test
    void a_sequence_that_was_cut_after_its_bracket_has_more_time() {
        assertThat(take(bytes("ESC ["))).isEmpty();
        assertThat(decoder.tick(0)).isEmpty();
        assertThat(decoder.tick(0)).isEmpty();
        assertThat(words(take(bytes("A")))).isEqualTo("UP");
    }

    @Test
    void alt_and_a_bracket_is_a_key_when_nothing_follows() {
        take(bytes("ESC ["));
        assertThat(words(ticks(3))).isEqualTo("A-[");
    }

    @Test
    void text_of_the_terminal_that_never_ends_is_over_after_a_second() {
        assertThat(take(bytes("ESC ]11;rgb:xyq"))).isEmpty();
        for (int tick = 1; tick < 10; tick++) {
            assertThat(decoder.tick(0)).isEmpty();
        }
        assertThat(words(decoder.tick(0))).isEqualTo("UNKNOWN");
        assertThat(words(take(bytes("ESC ]")))).isEmpty();
        assertThat(words(take(bytes("x")))).isEqualTo("A-] x");
    }

    @Test
    void a_sequence_that_never_ends_is_one_unknown_key() {
        take(bytes("ESC [1;2"));
        assertThat(words(ticks(20))).isEqualTo("UNKNOWN");
        assertThat(words(take(bytes("q")))).isEqualTo("q");
        assertThat(words(take(bytes("ESC [" + "1;".repeat(500) + "A q")))).isEqualTo("UNKNOWN q");
        take(bytes("ESC [" + "1;".repeat(500)));
        assertThat(ticks(20)).isEmpty();
        assertThat(words(take(bytes("q")))).isEqualTo("q");
    }

    @Test
    void pasted_text_is_one_piece_whatever_it_holds() {
        String text = "y\rdrop\r\ndatabase\033[A\033 \t日🚢";
        List<Input> inputs = take(("a\033[200~" + text + "\033[201~").getBytes(StandardCharsets.UTF_8));
        assertThat(words(inputs)).isEqualTo("a <y|drop|database\033[A\033 \t日🚢>");
    }

    @Test
    void an_enter_that_follows_a_paste_at_once_is_no_enter() {
        byte[] bytes = bytes("ESC [200~yes ESC [201~a^M ESC [201~");
        assertThat(words(decoder.take(bytes, bytes.length, 5))).isEqualTo("<yes> a UNKNOWN UNKNOWN");
        byte[] enter = bytes("^M");
        assertThat(words(decoder.take(enter, enter.length, 99_999_999))).isEqualTo("UNKNOWN");
        assertThat(words(decoder.take(enter, enter.length, 100_000_005))).isEqualTo("ENTER");
    }

    @Test
    void nothing_pasted_is_a_paste_too() {
        assertThat(words(take(bytes("ESC [200~ESC [201~")))).isEqualTo("<>");
    }

    @Test
    void a_paste_without_an_end_is_handed_out_and_ends_after_a_while() {
        take(bytes("ESC [200~yes^M"));
        assertThat(words(ticks(9))).isEmpty();
        assertThat(words(ticks(2))).isEqualTo("<yes|>");
        // What comes within the next seconds may still belong to it.
        take(bytes("^M"));
        assertThat(words(ticks(12))).isEqualTo("<|>");
        assertThat(words(ticks(50))).isEmpty();
        assertThat(words(take(bytes("q")))).isEqualTo("q");
    }

    @Test
    void a_paste_that_is_too_long_comes_in_pieces_and_nothing_is_lost() {
        String text = "0123456789abcdeé".repeat(100_000);
        StringBuilder all = new StringBuilder();
        List<Input> inputs = take(("\033[200~" + text + "\033[201~").getBytes(StandardCharsets.UTF_8));
        assertThat(inputs).hasSize(2);
        for (Input input : inputs) {
            all.append(((Input.Pasted) input).text());
        }
        assertThat(all.toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void it_does_not_matter_where_the_bytes_are_cut(long seed) {
        Random random = new Random(seed);
        List<String> pieces = List.of(
                "a",
                "é",
                "日",
                "🚢",
                "\r",
                "\n",
                "\t",
                "\033[A",
                "\033OP",
                "\033[[B",
                "\033[1;5C",
                "\033x",
                "\033\033[A",
                "\033[200~pasted\r\033[Ax\033[201~",
                "\033[<64;1;1M",
                "\033[3$",
                "\033[?1;2c",
                "\033[12\r",
                "\033]11;rgb:ff\007",
                "\033]11;rgb:ff\033\\",
                "\033P1$r0m\033[A",
                "\u009b",
                "\003",
                "\033[" + "9".repeat(200) + "m",
                "\033[M`!!",
                "\033Oy");
        StringBuilder text = new StringBuilder();
        for (int piece = 0; piece < 300; piece++) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            // Damage must not matter either.
            for (int time = 0; time < 20; time++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
        }
        String whole = words(new KeyDecoder().take(bytes, bytes.length, 0));
        for (int time = 0; time < 20; time++) {
            KeyDecoder cut = new KeyDecoder();
            List<Input> inputs = new ArrayList<>();
            int from = 0;
            while (from < bytes.length) {
                int length = Math.min(bytes.length - from, 1 + random.nextInt(7));
                byte[] part = new byte[length];
                System.arraycopy(bytes, from, part, 0, length);
                inputs.addAll(cut.take(part, length, 0));
                from += length;
            }
            assertThat(words(inputs)).isEqualTo(whole);
        }
    }

    @Test
    void a_key_knows_when_it_was_read() {
        assertThat(decoder.take(new byte[] {'a'}, 1, 42)).containsExactly(new Input.Pressed(Stroke.of("a"), 42));
    }

    private List<Input> take(byte[] bytes) {
        return decoder.take(bytes, bytes.length, 0);
    }

    private List<Input> ticks(int count) {
        List<Input> inputs = new ArrayList<>();
        for (int tick = 0; tick < count; tick++) {
            inputs.addAll(decoder.tick(0));
        }
        return inputs;
    }

    /** {@code ESC} with its blank, and {@code ^X} for control characters; other blanks are left out. */
    private static byte[] bytes(String text) {
        String plain = text.replace("ESC ", "\033").replace("ESC", "\033").replace(" ", "");
        StringBuilder out = new StringBuilder();
        for (int index = 0; index < plain.length(); index++) {
            boolean control = plain.charAt(index) == '^'
                    && index + 1 < plain.length()
                    && "ACGHIJMZ?\\_".indexOf(plain.charAt(index + 1)) >= 0;
            out.append(control ? (char) (plain.charAt(++index) ^ 0x40) : plain.charAt(index));
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String words(List<Input> inputs) {
        return inputs.stream().map(KeyDecoderTest::word).collect(Collectors.joining(" "));
    }

    private static String word(Input input) {
        if (input instanceof Input.Pasted pasted) {
            return "<" + pasted.text().replace('\n', '|') + ">";
        }
        Stroke stroke = ((Input.Pressed) input).stroke();
        return (stroke.control() ? "C-" : "")
                + (stroke.alt() ? "A-" : "")
                + (stroke.shift() ? "S-" : "")
                + (stroke.key() == Key.CHARACTER ? stroke.text() : stroke.key());
    }
}
