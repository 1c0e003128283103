package lifeboat.pachyderm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lifeboat.pachyderm.PachctlException.Kind;
import lifeboat.process.Captured;

/** Understands what pachctl prints. */
final class Answers {
    private static final int LONGEST_WORDS = 400;

    private Answers() {}

    /**
     * The last line that is not blank. Up to 2.5 the line before it, on standard output too, names the enterprise
     * context.
     */
    static String lastLine(List<String> lines) {
        return lines.stream().map(String::strip).filter(l -> !l.isEmpty()).reduce("", (a, b) -> b);
    }

    /** The version in a table's row of this component. */
    static Optional<PachydermVersion> row(List<String> lines, String component) {
        for (String line : lines) {
            List<String> columns = Arrays.asList(line.strip().split("\\s+"));
            if (columns.size() >= 2 && columns.get(0).equals(component)) {
                return PachydermVersion.parse(columns.get(1));
            }
        }
        return Optional.empty();
    }

    /** What it said about its failure, on one line. */
    static String words(Captured said) {
        List<String> lines = said.err().stream()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("Using enterprise context"))
                .toList();
        String text = String.join(" ", lines);
        if (text.isEmpty()) {
            text = said.exit().words();
        }
        return text.length() > LONGEST_WORDS ? text.substring(0, LONGEST_WORDS) + "…" : text;
    }

    static PachctlException failure(String what, Captured said) {
        String words = words(said);
        return new PachctlException(kind(words), what + ": " + words);
    }

    static PachctlException unreadable(String what, Captured said) {
        return new PachctlException(
                Kind.UNREADABLE, what + ": its " + said.out().size() + " lines of output are not understood");
    }

    private static Kind kind(String words) {
        String text = words.toLowerCase(Locale.ROOT);
        if (text.contains("unknown command") || text.contains("deprecated. please don't use")) {
            return Kind.NOT_SUPPORTED;
        }
        if (text.contains("not in a pausable mode")
                || text.contains("context does not exist")
                || text.contains("wrong cluster")) {
            return Kind.WRONG_TARGET;
        }
        if (text.contains("not authorized")
                || text.contains("not authenticated")
                || text.contains("no authentication token")
                || text.contains("permission")
                || text.contains("auth service is not activated")
                || text.contains("token is corrupted or has expired")) {
            return Kind.NOT_ALLOWED;
        }
        if (text.contains("error connecting")
                || text.contains("connection refused")
                || text.contains("unavailable")
                || text.contains("deadline exceeded")
                || text.contains("no such host")) {
            return Kind.UNREACHABLE;
        }
        return Kind.FAILED;
    }
}
