package lifeboat.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to start, and with what around it. Immutable; each method gives a changed copy.
 *
 * <p>An argument is an argument: nothing is split, expanded or given to a shell. A program may still take a value that starts
 * with {@code -} for an option: callers put {@code --} before positionals, or refuse such a value.
 *
 * <p>The environment is clean: the program gets {@link #ALWAYS}, every {@code LC_*} variable, what {@link #inherit} names and
 * what {@link #with} sets, so that a {@code PGPASSWORD} of ours reaches nobody unasked. {@link #inheritAll} hands down
 * everything.
 */
public final class Command {
    /** Variables that every program gets, where they are set. */
    public static final Set<String> ALWAYS =
            Set.of("PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TMPDIR", "XDG_RUNTIME_DIR");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    /** Where standard output and standard error go; data is neither followed nor masked. */
    record Files(Path out, Path err, boolean data) {}

    private final List<String> argv;
    private final Map<String, String> set;
    private final Set<String> inherited;
    private final Set<String> removed;
    private final boolean everything;
    private final Optional<Path> directory;
    private final Optional<String> stdin;
    private final Optional<Path> input;
    private final Optional<Files> files;

    private Command(
            List<String> argv,
            Map<String, String> set,
            Set<String> inherited,
            Set<String> removed,
            boolean everything,
            Optional<Path> directory,
            Optional<String> stdin,
            Optional<Path> input,
            Optional<Files> files) {
        this.argv = List.copyOf(argv);
        this.set = Map.copyOf(set);
        this.inherited = Set.copyOf(inherited);
        this.removed = Set.copyOf(removed);
        this.everything = everything;
        this.directory = directory;
        this.stdin = stdin;
        this.input = input;
        this.files = files;
        if (this.argv.isEmpty() || this.argv.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        if (this.argv.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("an argument of " + this.argv.get(0) + " holds a zero byte");
        }
    }

    /** This program, a name to be searched or a path, with these arguments. */
    public static Command of(List<String> argv) {
        return new Command(
                argv,
                Map.of(),
                Set.of(),
                Set.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** This program, a name to be searched or a path, with these arguments. */
    public static Command of(String program, String... arguments) {
        List<String> argv = new ArrayList<>();
        argv.add(program);
        argv.addAll(List.of(arguments));
        return of(argv);
    }

    /** With this variable set for the program, whatever it is for us. */
    public Command with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(set);
        more.put(name, value);
        return new Command(argv, more, inherited, removed, everything, directory, stdin, input, files);
    }

    /** With these variables set for the program. */
    public Command with(Map<String, String> variables) {
        Map<String, String> more = new LinkedHashMap<>(set);
        more.putAll(variables);
        return new Command(argv, more, inherited, removed, everything, directory, stdin, input, files);
    }

    /** With these variables handed down from our own environment, where they are set. */
    public Command inherit(String... names) {
        Set<String> more = new HashSet<>(inherited);
        more.addAll(List.of(names));
        return new Command(argv, set, more, removed, everything, directory, stdin, input, files);
    }

    /** With our whole environment handed down. */
    public Command inheritAll() {
        return new Command(argv, set, inherited, removed, true, directory, stdin, input, files);
    }

    /** Without this variable, even if it would be handed down; {@link #with} still wins. */
    public Command without(String name) {
        Set<String> more = new HashSet<>(removed);
        more.add(name);
        return new Command(argv, set, inherited, more, everything, directory, stdin, input, files);
    }

    /** Started in this directory. */
    public Command in(Path workingDirectory) {
        return new Command(
                argv, set, inherited, removed, everything, Optional.of(workingDirectory), stdin, input, files);
    }

    /** With this text on standard input, in UTF-8; without it standard input is empty. */
    public Command stdin(String text) {
        return new Command(
                argv, set, inherited, removed, everything, directory, Optional.of(text), Optional.empty(), files);
    }

    /** With this file on standard input. */
    public Command stdin(Path file) {
        return new Command(
                argv, set, inherited, removed, everything, directory, Optional.empty(), Optional.of(file), files);
    }

    /**
     * With its output appended to two files of mode 0600, which we follow, instead of pipes to us: for a program that must
     * outlive us, since a pipe whose reader died would end it. When the program has ended, known secrets are masked in the
     * files; if we die before that, {@link Programs#maskFile} does it later.
     */
    public Command outputTo(Path out, Path err) {
        if (out.toAbsolutePath().normalize().equals(err.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("output and errors need a file each, not both " + out);
        }
        return withFiles(new Files(out, err, false));
    }

    /**
     * As {@link #outputTo}, but standard output is data: what the program writes is in the file byte by byte, and no listener
     * hears of it.
     */
    public Command dataTo(Path out, Path err) {
        if (out.toAbsolutePath().normalize().equals(err.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("data and errors need a file each, not both " + out);
        }
        return withFiles(new Files(out, err, true));
    }

    private Command withFiles(Files where) {
        return new Command(argv, set, inherited, removed, everything, directory, stdin, input, Optional.of(where));
    }

    /** The argument list, program first, as it was given: it may hold what must not be shown. */
    public List<String> argv() {
        return argv;
    }

    /** The argument list as one line that a person may paste into a POSIX shell, secrets masked. Only for reading. */
    public String display(Masker masker) {
        return display(masker.mask(argv));
    }

    /** An argument list as one line that a person may paste into a POSIX shell. Only for reading. */
    public static String display(List<String> arguments) {
        return arguments.stream()
                .map(a -> PLAIN.matcher(a).matches() ? a : "'" + a.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** The environment of the program, out of ours. */
    Map<String, String> environment(Map<String, String> ours) {
        Map<String, String> result = new LinkedHashMap<>();
        ours.forEach((name, value) -> {
            boolean named = ALWAYS.contains(name) || name.startsWith("LC_") || inherited.contains(name);
            if ((everything || named) && !removed.contains(name)) {
                result.put(name, value);
            }
        });
        result.putAll(set);
        return result;
    }

    Optional<Path> directory() {
        return directory;
    }

    Optional<String> stdin() {
        return stdin;
    }

    Optional<Path> input() {
        return input;
    }

    Optional<Files> files() {
        return files;
    }

    /** The argument list without variables and input: callers may have put secrets there. */
    @Override
    public String toString() {
        return display(argv);
    }
}
