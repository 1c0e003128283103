package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lifeboat.lab.Lab;
import lifeboat.lab.LabException;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.runbook.Given;
import lifeboat.screen.Command;
import lifeboat.screen.OpeningScene;
import lifeboat.terminal.Size;
import lifeboat.terminal.Stroke;
import lifeboat.terminal.VirtualDisplay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A whole rehearsal on the full screen, against a lab of its own; the test is the operator. */
class ScreenRehearsalTest {
    private static final Pattern STEP = Pattern.compile("▸\\d+/\\d+  (.+?)  +(MUTATES|BY HAND)");
    private static final String POPUP = "┌─ [";
    private static final long LATER_NANOS = 1_000_000_000L;
    private static final int KEYS = 300;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Machine machine() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LIFEBOAT_STATE", directory.resolve("state").toString());
        environment.put("LIFEBOAT_CONFIG", directory.resolve("config").toString());
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Machine(environment, directory, "mira", "bastion1", InstantSource.system(), out, out, true, true);
    }

    @Test
    void an_operator_gets_through_a_rehearsal_with_enter_and_what_the_form_asks_to_type()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        VirtualDisplay display = new VirtualDisplay(new Size(120, 40));
        CompletableFuture<Integer> code = show(display);

        display.await("shows the form", text -> text.contains("ready to begin"));
        press(display, Stroke.control("s"));
        List<String> steps = operate(display);

        assertThat(steps)
                .containsExactly(
                        "Announce the outage",
                        "Stop what feeds data in from outside",
                        "Scale pachd to zero",
                        "Scale the workers to zero",
                        "Scale pachw to zero",
                        "Copy the bucket to the backup bucket",
                        "Resume pachd",
                        "Start again what feeds data in",
                        "Tell the users that it is over");
        String ticket = display.await("shows the summary", text -> text.contains("Verify"));
        assertThat(ticket).contains("REHEARSAL", "Done", "nothing is held");
        press(display, Stroke.of("q"));
        assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(display.closed()).isTrue();
        assertThat(display.writes()).as("one write a picture").isLessThanOrEqualTo(display.shows());
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("REHEARSAL", "Audit: ");
        assertThat(Files.readString(manifest())).contains("COMPLETE");
    }

    @Test
    void an_operator_who_is_gone_leaves_a_run_that_parks_and_a_process_that_ends()
            throws InterruptedException, ExecutionException, TimeoutException {
        VirtualDisplay display = new VirtualDisplay(Size.USUAL);
        CompletableFuture<Integer> code = show(display);
        display.await("shows the form", text -> text.contains("ready to begin"));
        press(display, Stroke.control("s"));
        display.await("STEPS 1/");

        display.gone();

        assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCodes.UNFINISHED);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Resume: lifeboat resume ");
        takesItUpAndIsGoneAgain();
    }

    /** Nobody waits for the run that is taken up: it stays unfinished, and the lab that it needs stays up. */
    private void takesItUpAndIsGoneAgain() throws InterruptedException, ExecutionException, TimeoutException {
        VirtualDisplay display = new VirtualDisplay(Size.USUAL);
        CompletableFuture<Integer> code = show(display, new Command.Resume("", Map.of()));
        display.await("Beginning");
        display.gone();
        code.get(60, TimeUnit.SECONDS);
        Run run = assertDoesNotThrow(
                () -> Unfinished.find(new Wiring(machine()), Optional.empty()).open());
        assertThat(run.phase()).isEqualTo(Run.Phase.LEFT);
        assertThat(labs()).anyMatch(Optional::isPresent);
    }

    private CompletableFuture<Integer> show(VirtualDisplay display) {
        return show(display, new Command.Choose("pachyderm-backup", Mode.REHEARSAL));
    }

    private CompletableFuture<Integer> show(VirtualDisplay display, Command first) {
        LabChoices lab = CommandLine.populateCommand(new LabChoices(), "--objects", "50");
        FullScreen screen = new FullScreen(
                new Wiring(machine()),
                display,
                new ScreenChoices(
                        Optional.empty(),
                        Map.of("backup_dir", new Given(directory.resolve("b").toString(), "option")),
                        lab,
                        false));
        return CompletableFuture.supplyAsync(() -> {
            try {
                return screen.show(OpeningScene.starting("a backup", Optional.of(Mode.REHEARSAL)), first);
            } catch (Complaint complaint) {
                throw new IllegalStateException(complaint);
            }
        });
    }

    /** Answers what is asked until the summary is there; the titles of the steps that were asked about. */
    private static List<String> operate(VirtualDisplay display) {
        List<String> steps = new ArrayList<>();
        String before = "";
        for (int keys = 0; keys < KEYS; keys++) {
            String last = before;
            String text =
                    display.await("asks something new", now -> isOver(now) || (!now.equals(last) && isAsking(now)));
            Matcher step = STEP.matcher(text);
            if (step.find() && !steps.contains(step.group(1))) {
                steps.add(step.group(1));
            }
            if (isOver(text)) {
                return steps;
            }
            if (text.contains(POPUP) && text.contains("To do by hand")) {
                display.type("cron on bastion2");
            }
            press(display, Stroke.of(Stroke.Key.ENTER));
            before = text;
        }
        throw new AssertionError("asked for ever: " + display.text());
    }

    private static boolean isOver(String text) {
        return text.contains("Verify") || text.contains("FAILED");
    }

    private static boolean isAsking(String text) {
        return text.contains(POPUP)
                || text.contains("[Enter]")
                || text.contains("Enter done")
                || text.contains("Close the run");
    }

    /** As an operator does it who has read what is asked. */
    private static void press(VirtualDisplay display, Stroke stroke) {
        display.type(stroke, System.nanoTime() + LATER_NANOS);
    }

    private Path manifest() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("b"))) {
            return files.filter(file -> file.endsWith("manifest.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The lab of a run that was left stays for whoever resumes it, and that of a test that failed too. */
    @AfterEach
    void endLabs() throws LabException {
        for (Optional<Lab> lab : labs()) {
            if (lab.isPresent()) {
                lab.get().stop();
            }
        }
    }

    private List<Optional<Lab>> labs() {
        List<Optional<Lab>> all = new ArrayList<>();
        Path labs = directory.resolve("state").resolve("labs");
        if (Files.isDirectory(labs)) {
            try (Stream<Path> found = Files.list(labs)) {
                for (Path lab : found.toList()) {
                    all.add(Lab.find(lab));
                }
            } catch (IOException | LabException e) {
                throw new AssertionError(e);
            }
        }
        return all;
    }
}
