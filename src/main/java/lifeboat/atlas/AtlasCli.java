package lifeboat.atlas;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import lifeboat.atlas.AtlasException.Kind;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.Version;

/**
 * The command line tool {@code atlasdb}: its argument lists, and what its answers mean. The option of a timestamp's file belongs
 * to {@code timestamp} and stands before the sub-command, which the published pages have the other way round; what cleans or
 * fast-forwards runs with {@code --offline}, which they leave out.
 *
 * @param program a name on the path, or a path
 * @param config the configuration
 * @param root the path to its AtlasDB block, with a leading slash
 * @param line how this version behaves
 */
public record AtlasCli(String program, Path config, String root, VersionLine line) {
    private static final Pattern RELEASED = Pattern.compile("lock is now released", Pattern.CASE_INSENSITIVE);
    private static final Pattern ACQUIRED = Pattern.compile("acquired deletion lock", Pattern.CASE_INSENSITIVE);
    private static final Pattern CLEANED = Pattern.compile(
            "delete completed|found no transactions after the given timestamp", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORWARDED = Pattern.compile("fast-forwarded to", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAKEN = Pattern.compile("already taken", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOTHING = Pattern.compile("NoSuchElementException");

    /** The commands. */
    public enum Verb {
        /** Asks the running service for a timestamp. */
        FETCH("timestamp fetch"),
        /** Deletes the transactions that committed after a timestamp. */
        CLEAN("timestamp clean-transactions"),
        /** Makes the timestamp service begin above a timestamp. */
        FAST_FORWARD("timestamp fast-forward"),
        /** Takes the backup lock, where a build has the command. */
        ACQUIRE("backup-lock --acquire"),
        /** Gives it back. */
        RELEASE("backup-lock --release");

        private final String words;

        Verb(String words) {
            this.words = words;
        }

        /** As one types it. */
        public String words() {
            return words;
        }
    }

    /** How a backup lock was found when it was to be released by the program. */
    public enum Released {
        /** It was held, and is no more. */
        YES,
        /** Nobody held it. */
        WAS_FREE
    }

    /** The argument list that fetches a timestamp into a file that is not there yet. */
    public List<String> fetch(Path file) {
        return argv(false, "timestamp", "--file", file.toString(), "fetch");
    }

    /**
     * The argument list that deletes what committed after the timestamp in a file.
     *
     * @throws AtlasException if this version must not do it
     */
    public List<String> clean(Path file) throws AtlasException {
        Optional<String> refusal = line.cleaningRefusal();
        if (refusal.isPresent()) {
            throw new AtlasException(
                    Kind.VERSION,
                    refusal.get(),
                    "Use the program of a version from 0.38 to 0.102, or from 0.118 on, whichever your store allows.");
        }
        List<String> words = new ArrayList<>(List.of("timestamp", "--file", file.toString()));
        words.addAll(line.cleaningOptions());
        words.add("clean-transactions");
        return argv(true, words.toArray(String[]::new));
    }

    /** The argument list that makes the timestamp service begin above the timestamp in a file. */
    public List<String> fastForward(Path file) {
        return argv(true, "timestamp", "--file", file.toString(), "fast-forward");
    }

    /** The argument list that takes the backup lock. */
    public List<String> acquire() {
        return argv(false, "backup-lock", "--acquire");
    }

    /** The argument list that gives the backup lock back. */
    public List<String> release() {
        return argv(false, "backup-lock", "--release");
    }

    private List<String> argv(boolean offline, String... words) {
        List<String> argv = new ArrayList<>(List.of(program));
        if (offline) {
            argv.add("--offline");
        }
        argv.addAll(List.of("--config", config.toString(), "--config-root", root));
        argv.addAll(List.of(words));
        return List.copyOf(argv);
    }

    /** The command of an argument list; the program finds its Java by {@code JAVA_HOME}. */
    public static Command command(List<String> argv) {
        return Command.of(argv).inherit("JAVA_HOME");
    }

    /**
     * Judges how a command ended by its exit code and by what it printed: 0 alone proves nothing, and with its log in a file the
     * program says nothing of most failures.
     *
     * @param lines what it printed, on standard output and standard error
     * @throws AtlasException if it did not do what it was told
     */
    public void judge(Verb verb, Exit exit, List<String> lines) throws AtlasException {
        String what = "atlasdb " + verb.words();
        if (verb == Verb.ACQUIRE && !exit.succeeded() && said(lines, TAKEN)) {
            throw new AtlasException(
                    Kind.HELD,
                    "the backup lock is held by somebody else",
                    "Sweep holds it for moments, a backup for long; retry, or find out who has it.");
        }
        if (!exit.succeeded()) {
            throw new AtlasException(Kind.FAILED, what + " failed, " + exit.words() + last(lines), hint(verb, lines));
        }
        Optional<Pattern> wanted =
                switch (verb) {
                    case FETCH -> Optional.empty();
                    case CLEAN -> Optional.of(CLEANED);
                    case FAST_FORWARD -> Optional.of(FORWARDED);
                    case ACQUIRE -> Optional.of(ACQUIRED);
                    case RELEASE -> Optional.of(RELEASED);
                };
        if (wanted.isPresent() && !said(lines, wanted.get())) {
            throw new AtlasException(
                    Kind.FAILED,
                    what + " ended with exit code 0, but did not say that it had done anything",
                    "Look at its output. An unknown command or option may have been passed over.");
        }
    }

    /** As {@link #judge}, for a release: that nobody held the lock is an answer too. */
    public Released judgeRelease(Exit exit, List<String> lines) throws AtlasException {
        if (!exit.succeeded() && !exit.timedOut() && !exit.stopped() && said(lines, NOTHING)) {
            return Released.WAS_FREE;
        }
        judge(Verb.RELEASE, exit, lines);
        return Released.YES;
    }

    private static boolean said(List<String> lines, Pattern pattern) {
        return lines.stream().anyMatch(line -> pattern.matcher(line).find());
    }

    private static String last(List<String> lines) {
        return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1);
    }

    private static String hint(Verb verb, List<String> lines) {
        String all = String.join("\n", lines).toLowerCase(Locale.ROOT);
        if (all.contains("can only be run offline")) {
            return "It was not told --offline; that is a fault of ours.";
        }
        if (all.contains("unexpected parameters")) {
            return verb == Verb.ACQUIRE || verb == Verb.RELEASE
                    ? "No released build has backup-lock. Take the lock over HTTP, or go on without one."
                    : "The version that was given does not fit this program.";
        }
        if (lines.isEmpty()) {
            return "It said nothing, as it does when its log goes to a file; look there.";
        }
        return "Its whole output is kept in the run's folder under artifacts.";
    }

    /** Whether a text is a version that this room knows a line for. */
    public static Optional<VersionLine> lineOf(String version) {
        return version.matches("[0-9]+\\.[0-9]+(\\.[0-9]+)?")
                ? Version.in(version).map(VersionLine::of)
                : Optional.empty();
    }
}
