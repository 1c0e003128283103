package lifeboat.screen;

import java.util.List;
import java.util.stream.IntStream;
import lifeboat.terminal.SafeText;

/**
 * A text that is looked for in lines. Capitals matter if there is one in it.
 *
 * @param text what is looked for; nothing is found if it is empty
 * @param line the line with the match that was gone to last, from 0; -1 for none
 */
record Search(String text, int line) {
    /** Goes to the first line with the text from that line on, or from the top if there is none. */
    static Search of(String text, List<String> lines, int from) {
        return new Search(text, -1).gone(lines, Math.max(0, from), 1);
    }

    /** On to the next line with a match; behind the last comes the first. */
    Search next(List<String> lines) {
        return gone(lines, line + 1, 1);
    }

    /** Back to the line with a match before; before the first comes the last. */
    Search previous(List<String> lines) {
        return gone(lines, line < 0 ? lines.size() - 1 : line - 1, -1);
    }

    private Search gone(List<String> lines, int from, int by) {
        int count = lines.size();
        int start = count == 0 ? 0 : Math.floorMod(from, count);
        return IntStream.range(0, count)
                .map(far -> Math.floorMod(start + far * by, count))
                .filter(index -> isIn(lines.get(index)))
                .mapToObj(index -> new Search(text, index))
                .findFirst()
                .orElse(new Search(text, -1));
    }

    /** Whether a line has a match. */
    boolean isIn(String shown) {
        return at(SafeText.of(shown), 0) >= 0;
    }

    /** Such as {@code 3 of 17}, or {@code not found}. */
    String status(List<String> lines) {
        int all = 0;
        int upTo = 0;
        for (int index = 0; index < lines.size(); index++) {
            if (isIn(lines.get(index))) {
                all++;
                upTo += index <= line ? 1 : 0;
            }
        }
        return all == 0 ? "not found" : upTo == 0 ? all + " found" : upTo + " of " + all;
    }

    /** Writes a line with its matches marked; returns the columns that it took. */
    int draw(Canvas canvas, int column, int row, String shown, Role role) {
        String safe = SafeText.of(shown);
        int at = column;
        int from = 0;
        for (int match = at(safe, 0); match >= 0; match = at(safe, from)) {
            at += canvas.text(at, row, safe.substring(from, match), role);
            from = match + text.length();
            at += canvas.text(at, row, safe.substring(match, from), Role.MATCH);
        }
        at += canvas.text(at, row, safe.substring(from), role);
        return at - column;
    }

    private int at(String safe, int from) {
        boolean capitals = text.codePoints().anyMatch(Character::isUpperCase);
        for (int index = from; !text.isEmpty() && index + text.length() <= safe.length(); index++) {
            if (safe.regionMatches(!capitals, index, text, 0, text.length())) {
                return index;
            }
        }
        return -1;
    }
}
