package lifeboat.terminal;

import java.util.List;
import java.util.Random;

/** Texts as they come from whoever wants to steer, deceive or break a terminal: names of pods, keys, errors of a database. */
public final class HostileTexts {
    private static final List<String> PIECES = List.of(
            "\u001b[2J",
            "\u001b[H",
            "\u001b[31;1m",
            "\u001b[?1049l",
            "\u001b[6n",
            "\u001b[c",
            "\u001b[8;1;1t",
            "\u001b]52;c;aGVsbG8=\u0007",
            "\u001b]0;title\u001b\\",
            "\u001b]8;;http://example.com\u001b\\link\u001b]8;;\u001b\\",
            "\u001bP1$r0m\u001b\\",
            "\u001bPq#0;2;0;0;0\u001b\\",
            "\u001b_Gf=24;AAAA\u001b\\",
            "\u001b^privacy\u001b\\",
            "\u001bc",
            "\u001b(0",
            "\u001b#8",
            "\u001bZ",
            "\u001b",
            "\u009b31m",
            "\u009d52;c;aGk=\u009c",
            "\u0090q\u009c",
            "\u0085",
            "\r",
            "\rall is well",
            "\b\b\b\bfine",
            "\u0007",
            "\u000e",
            "\u000f",
            "\u0000",
            "\u007f",
            "\t",
            "\n",
            "\r\n",
            "\u000b",
            "\f",
            "\u202e",
            "\u2066",
            "\u2069",
            "\u200b",
            "\u200d",
            "\u2060",
            "\ufeff",
            "\u00ad",
            "\u061c",
            "\u2028",
            "\u2029",
            "\u3164",
            "\u115f",
            "\ud800",
            "\udfff",
            "\udc1b",
            "\ud83d\ude80",
            "\u65e5\u672c\u8a9e",
            "e\u0301",
            "\u0301",
            "Z" + "\u0316\u0317\u0318\u0319".repeat(40),
            "\udb40\udc41",
            "\ufe0f",
            "\ue000",
            "<U+202E>",
            "%s%n",
            "yes",
            "pachd-5c8f",
            " ");

    private HostileTexts() {}

    /** One text; the same for the same seed. */
    public static String of(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int pieces = 1 + random.nextInt(8); pieces > 0; pieces--) {
            int kind = random.nextInt(20);
            if (kind == 0) {
                text.appendCodePoint(random.nextInt(0x110000));
            } else if (kind == 1) {
                text.append((char) random.nextInt(0xa0));
            } else {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return seed % 500 == 499 ? text.toString().repeat(2_000) : text.toString();
    }
}
