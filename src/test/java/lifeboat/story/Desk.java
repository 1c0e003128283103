package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.lab.Lab;
import lifeboat.lab.LabException;
import lifeboat.runbook.ShippedBooks;

/**
 * An operator's desk: a directory of its own with state, settings and backups, from which the real program is started.
 * Closing it ends every process and every lab that was started from it, and removes the directory.
 */
final class Desk implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;
    private final List<Program> programs = new ArrayList<>();

    Desk() throws IOException {
        // Short, so that the transcripts do not wrap at other places than an operator's.
        directory = Files.createTempDirectory("lb").toRealPath();
        for (Path path : List.of(state(), configuration(), backups(), directory.resolve("home"))) {
            Files.createDirectories(path);
        }
    }

    Path directory() {
        return directory;
    }

    Path state() {
        return directory.resolve("state");
    }

    Path configuration() {
        return directory.resolve("config");
    }

    Path backups() {
        return directory.resolve("b");
    }

    /** Puts the fragments that Lifeboat brings along into a folder, for copies of its runbooks there. */
    static void copyFragments(Path folder) throws IOException {
        Path to = Files.createDirectories(folder.resolve("fragments"));
        for (Path fragment : ShippedBooks.fragments()) {
            Files.copy(fragment, to.resolve(fragment.getFileName()));
        }
    }

    /** Starts {@code lifeboat} with its standard input open. */
    Program lifeboat(String... arguments) throws IOException {
        return lifeboat(Map.of(), arguments);
    }

    /** Starts {@code lifeboat} with its standard input open and something more in its environment. */
    Program lifeboat(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + directory,
                "-Duser.home=" + directory.resolve("home"),
                "-cp",
                System.getProperty("java.class.path"),
                "lifeboat.Main"));
        command.addAll(List.of(arguments));
        return start(command, environment);
    }

    /** Runs {@code lifeboat} to its end; nothing can be read from its standard input. */
    Program.Ended run(String... arguments) throws Exception {
        return answered("", arguments);
    }

    /** Runs {@code lifeboat} to its end with these answers on its standard input. */
    Program.Ended answered(String answers, String... arguments) throws Exception {
        Program program = lifeboat(arguments);
        for (String line : answers.lines().toList()) {
            program.type(line);
        }
        program.endInput();
        return program.ended();
    }

    /** Runs another program to its end. */
    Program.Ended tool(String... command) throws Exception {
        Program program = start(List.of(command), Map.of());
        program.endInput();
        return program.ended();
    }

    /** Runs a script of the shell to its end. */
    Program.Ended shell(String script) throws Exception {
        return tool("bash", "-c", script);
    }

    /** Whether a program is on the path and works. */
    boolean has(String... command) {
        try {
            return tool(command).code() == 0;
        } catch (Exception notThere) {
            return false;
        }
    }

    private Program start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")
                        || name.startsWith("PG")
                        || name.startsWith("LIFEBOAT")
                        || name.startsWith("PACH")
                        || name.equals("KUBECONFIG"));
        builder.environment().put("LIFEBOAT_STATE", state().toString());
        builder.environment().put("LIFEBOAT_CONFIG", configuration().toString());
        builder.environment().putAll(environment);
        int number = programs.size() + 1;
        Program program =
                Program.start(builder, directory.resolve(number + ".out"), directory.resolve(number + ".err"));
        programs.add(program);
        return program;
    }

    /** The folder of the one run that there is, once it is there. */
    Optional<Path> runFolder() {
        try (Stream<Path> runs = Files.list(state().resolve("runs"))) {
            List<Path> all = runs.toList();
            assertThat(all).hasSizeLessThan(2);
            return all.stream().findFirst();
        } catch (java.nio.file.NoSuchFileException notYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole records of the one run's journal, oldest first. */
    List<JsonNode> journal() {
        Optional<Path> file = runFolder().map(folder -> folder.resolve("journal.jsonl"));
        if (file.isEmpty() || !Files.exists(file.get())) {
            return List.of();
        }
        try {
            String text = Files.readString(file.get());
            List<JsonNode> records = new ArrayList<>();
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                records.add(JSON.readTree(line));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the journal says that a step's action has begun. */
    boolean hasBegun(String step) {
        return tells("action.begun", step);
    }

    /** Whether something of that kind, such as {@code step.confirmed}, is in the journal about a step. */
    boolean tells(String action, String step) {
        return steps(action).contains(step);
    }

    /** The steps of all records of that kind in the journal, oldest first; empty for one that is about none. */
    List<String> steps(String action) {
        return journal().stream()
                .filter(record -> record.at("/event/action").asText().equals(action))
                .map(record -> record.at("/lifeboat/step/id").asText())
                .toList();
    }

    /** The one run as {@code runs --json} tells it. */
    JsonNode summary() throws Exception {
        JsonNode all = summaries();
        assertThat(all.size()).isEqualTo(1);
        return all.get(0);
    }

    /** What {@code lifeboat runs} says of every run. */
    JsonNode summaries() throws Exception {
        Program.Ended runs = run("runs", "--json");
        assertThat(runs.code()).isZero();
        return JSON.readTree(runs.out());
    }

    /** The one lab that is up. */
    LabView lab() throws Exception {
        List<Lab> labs = labs();
        assertThat(labs).hasSize(1);
        return new LabView(labs.get(0));
    }

    private List<Lab> labs() throws IOException, LabException {
        List<Lab> labs = new ArrayList<>();
        if (Files.isDirectory(state().resolve("labs"))) {
            try (Stream<Path> all = Files.list(state().resolve("labs"))) {
                for (Path path : all.toList()) {
                    Lab.find(path).ifPresent(labs::add);
                }
            }
        }
        return labs;
    }

    /** The processes, other than this one, whose command names something below this desk. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> commandLine(process).contains(directory + "/"))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    @Override
    public void close() throws Exception {
        for (Program program : programs) {
            program.kill();
        }
        for (Lab lab : labs()) {
            lab.stop();
        }
        for (ProcessHandle left : processes()) {
            left.destroyForcibly();
        }
        Program.await("the end of all that was started", () -> processes().isEmpty());
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
