package lifeboat.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.process.Exit;
import lifeboat.process.OutputListener;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;

/** Reads rows of one table out of a dump, without a server. */
public final class DumpedRows {
    private static final String END = "\\.";
    private static final String IDENTIFIER = "(\"(?:[^\"]|\"\")+\"|[^\".\\s]+)";
    private static final Pattern NAME = Pattern.compile("COPY " + IDENTIFIER + "\\." + IDENTIFIER + " ");

    private final Programs programs;
    private final ClientTools tools;

    /** Reads with these tools. */
    public DumpedRows(Programs programs, ClientTools tools) {
        this.programs = programs;
        this.tools = tools;
    }

    /** What is heard of a dump: that the rows of a table begin, and each of them. */
    private interface Hearer {
        void table(String copy);

        void row(String line);
    }

    /**
     * Reads every row of a table as {@code COPY} writes it: the columns in their order, {@code \x…} for bytes. A table that is not
     * in the dump has none.
     *
     * @param table its plain name
     * @param dumpMajor the major version of the server that was dumped
     * @param rows called for each, in one thread
     */
    public void read(Path directory, String table, int dumpMajor, Duration timeout, Consumer<List<String>> rows)
            throws DatabaseException, InterruptedException {
        read(directory, List.of("--table=" + table), dumpMajor, timeout, new Hearer() {
            @Override
            public void table(String copy) {}

            @Override
            public void row(String line) {
                rows.accept(List.of(line.split("\t", -1)));
            }
        });
    }

    /**
     * Counts the rows of every table that has its rows in the dump.
     *
     * @param dumpMajor as for {@link #read}
     * @return by schema and name with a dot between them
     */
    public Map<String, Long> counts(Path directory, int dumpMajor, Duration timeout)
            throws DatabaseException, InterruptedException {
        Map<String, Long> counts = new TreeMap<>();
        String[] now = {""};
        read(directory, List.of(), dumpMajor, timeout, new Hearer() {
            @Override
            public void table(String copy) {
                now[0] = name(copy);
                counts.putIfAbsent(now[0], 0L);
            }

            @Override
            public void row(String line) {
                counts.merge(now[0], 1L, Long::sum);
            }
        });
        return counts;
    }

    /** The name in {@code COPY public."Order" (…) FROM stdin;}, without its quotes. */
    private static String name(String copy) {
        Matcher matcher = NAME.matcher(copy);
        if (!matcher.lookingAt()) {
            return copy;
        }
        return plain(matcher.group(1)) + "." + plain(matcher.group(2));
    }

    private static String plain(String identifier) {
        return identifier.startsWith("\"")
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : identifier;
    }

    private void read(Path directory, List<String> which, int dumpMajor, Duration timeout, Hearer hearer)
            throws DatabaseException, InterruptedException {
        ClientTools.Tool tool = tools.suitable("pg_restore", dumpMajor * 10_000);
        boolean[] inside = {false};
        OutputListener listener = (stream, line) -> {
            if (stream == OutputListener.Stream.ERR) {
                return;
            }
            if (inside[0] && line.equals(END)) {
                inside[0] = false;
            } else if (inside[0]) {
                hearer.row(line);
            } else if (line.startsWith("COPY ")) {
                inside[0] = true;
                hearer.table(line);
            }
        };
        List<String> arguments = new ArrayList<>(List.of("--data-only"));
        arguments.addAll(which);
        arguments.addAll(List.of("--file=-", "--", directory.toString()));
        Exit exit;
        try {
            exit = programs.start(ClientProgram.command(tool, arguments).with("LC_ALL", "C"), listener)
                    .await(timeout);
        } catch (ProcessException e) {
            throw new DatabaseException(Kind.TOOLS, String.valueOf(e.getMessage()), e.hint(), e);
        }
        if (!exit.succeeded()) {
            throw new DatabaseException(
                    Kind.DAMAGED,
                    "the rows of the dump " + directory + " cannot be read: " + exit.words() + " "
                            + String.join(" / ", exit.stderrTail()),
                    "Compare the files of the backup with its manifest; take another backup if they differ.");
        }
    }
}
