package lifeboat.story;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the questions of one program in line mode as an operator does who agrees to everything: names are typed, evidence is
 * written down. What is to be done otherwise at a step is said by its title.
 */
final class Answering {
    private static final Pattern HEADING =
            Pattern.compile("\\[\\d+/\\d+\\] +(?:REHEARSAL +)?((?:(?!\\[\\d+/).)*?)\\. [A-Z]");
    private static final Pattern NAME = Pattern.compile("Type the name of what is destroyed, (.*) >$");

    /** Does something before a question is answered; what it answers is typed, nothing for the usual answer. */
    @FunctionalInterface
    interface Deed {
        String at(String said) throws Exception;
    }

    private final Program program;
    private final Map<String, Deed> deeds = new LinkedHashMap<>();
    private Function<String, String> secrets = name -> "";
    private int read;

    Answering(Program program) {
        this.program = program;
    }

    /** Whenever something is asked at a step whose title begins so. */
    Answering at(String title, Deed deed) {
        deeds.put(title, deed);
        return this;
    }

    /** What is typed when a parameter is asked for by its name. */
    Answering secrets(Function<String, String> known) {
        secrets = known;
        return this;
    }

    /** Until it has ended. */
    Program.Ended toTheEnd() throws Exception {
        String title = "";
        while (awaitQuestion()) {
            String all = program.out();
            String said = all.substring(read).replaceAll("\\s+", " ");
            String last = all.substring(all.lastIndexOf('\n') + 1).strip();
            read = all.length();
            Matcher heading = HEADING.matcher(said);
            while (heading.find()) {
                title = heading.group(1);
            }
            program.type(answer(title, said, last));
        }
        return program.ended();
    }

    private String answer(String title, String said, String last) throws Exception {
        for (Map.Entry<String, Deed> deed : deeds.entrySet()) {
            if (title.startsWith(deed.getKey())) {
                String other = deed.getValue().at(said);
                if (!other.isEmpty()) {
                    return other;
                }
            }
        }
        if (said.contains("What now?")) {
            throw new AssertionError("it failed:\n" + program.out());
        }
        Matcher name = NAME.matcher(last);
        if (name.find()) {
            return name.group(1);
        }
        if (last.endsWith("leave] >")) {
            return "yes";
        }
        return last.matches("[a-z0-9_]+ >") ? secrets.apply(last.substring(0, last.length() - 2)) : "seen by the test";
    }

    private boolean awaitQuestion() throws Exception {
        try {
            Program.await("a question or the end", () -> asks() || !program.isAlive());
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "\n" + program.out(), late);
        }
        return asks();
    }

    private boolean asks() {
        try {
            String out = program.out();
            return program.isAlive() && out.length() > read && out.endsWith(" > ");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
