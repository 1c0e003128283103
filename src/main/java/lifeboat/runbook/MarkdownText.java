package lifeboat.runbook;

/** Puts texts of a runbook into Markdown so that they are read as they were written. */
final class MarkdownText {
    private MarkdownText() {}

    /** The text in backticks, with a longer fence where it holds backticks itself. */
    static String code(String text) {
        String line = text.replace('\n', ' ');
        if (line.isBlank()) {
            return "(empty)";
        }
        return line.contains("`") ? "`` " + line.replace("``", "` `") + " ``" : "`" + line + "`";
    }

    /** Running text on one line; backticks keep their meaning, anything that would start HTML or a link does not. */
    static String escape(String text) {
        return text.strip()
                .replaceAll("\\s*\\n\\s*", " ")
                .replace("<", "&lt;")
                .replace("[", "\\[")
                .replace("*", "\\*");
    }

    /** Running text for a cell of a table. */
    static String cell(String text) {
        return escape(text).replace("|", "\\|");
    }
}
