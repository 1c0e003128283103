package lifeboat.runbook;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Nearest {
    private Nearest() {}

    /** The candidate closest to a text, if it is close enough to be worth saying; the first of several equals. */
    public static Optional<String> to(String text, Collection<String> candidates) {
        String wanted = plain(text);
        int best = Math.max(1, wanted.length() / 3) + 1;
        Optional<String> nearest = Optional.empty();
        for (String candidate : candidates) {
            int distance = distance(wanted, plain(candidate));
            if (distance < best) {
                best = distance;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /** "Did you mean ...?" with the nearest candidate, or else the list of what is possible. */
    public static String hint(String text, Collection<String> candidates, String otherwise) {
        return to(text, candidates)
                .map(near -> "Did you mean `" + near + "`?")
                .orElseGet(() -> candidates.isEmpty() ? otherwise : otherwise + " " + list(candidates) + ".");
    }

    /** The names with commas between them, at most thirty. */
    static String list(Collection<String> names) {
        String some = String.join(", ", names.stream().limit(30).toList());
        return names.size() > 30 ? some + ", …" : some;
    }

    private static String plain(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
        return lower.length() > 100 ? lower.substring(0, 100) : lower;
    }

    /** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String left, String right) {
        int[][] table = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                int cost = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1);
                cost = Math.min(cost, table[i - 1][j - 1] + change);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    cost = Math.min(cost, table[i - 2][j - 2] + 1);
                }
                table[i][j] = cost;
            }
        }
        return table[left.length()][right.length()];
    }
}
