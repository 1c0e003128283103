package lifeboat.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.process.Exit;
import lifeboat.process.OutputListener;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;

/** Reads rows of one table out of a dump, without a server. */
public final class DumpedRows {
    private static final String END = "\\.";

    private final Programs programs;
    private final ClientTools tools;

    /** Reads with these tools. */
    public DumpedRows(Programs programs, ClientTools tools) {
        this.programs = programs;
        this.tools = tools;
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
        ClientTools.Tool tool = tools.suitable("pg_restore", dumpMajor * 10_000);
        boolean[] inside = {false};
        OutputListener listener = (stream, line) -> {
            if (stream == OutputListener.Stream.ERR) {
                return;
            }
            if (line.startsWith("COPY ")) {
                inside[0] = true;
            } else if (line.equals(END)) {
                inside[0] = false;
            } else if (inside[0]) {
                rows.accept(List.of(line.split("\t", -1)));
            }
        };
        Exit exit;
        try {
            exit = programs.start(
                            ClientProgram.command(
                                            tool,
                                            List.of(
                                                    "--data-only",
                                                    "--table=" + table,
                                                    "--file=-",
                                                    "--",
                                                    directory.toString()))
                                    .with("LC_ALL", "C"),
                            listener)
                    .await(timeout);
        } catch (ProcessException e) {
            throw new DatabaseException(Kind.TOOLS, String.valueOf(e.getMessage()), e.hint(), e);
        }
        if (!exit.succeeded()) {
            throw new DatabaseException(
                    Kind.DAMAGED,
                    "the table " + table + " of the dump " + directory + " cannot be read: " + exit.words() + " "
                            + String.join(" / ", exit.stderrTail()),
                    "Compare the files of the backup with its manifest; take another backup if they differ.");
        }
    }
}
