package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;

/** Somebody sets the clock of the machine under a run. */
class ClockJumpsTest {
    private static final String LEAVE = "leave] >";

    @Test
    @Fault("F13")
    void aClockThatIsSetByAnHourIsRecordedAndNothingElseComesOfIt(Tally tally) throws Exception {
        Optional<Path> library = library();
        assumeTrue(library.isPresent(), "libfaketime is not installed");
        try (Desk desk = new Desk()) {
            Path time = Files.writeString(desk.directory().resolve("time"), "+0\n");
            Program program = desk.lifeboat(
                    Map.of(
                            "LD_PRELOAD",
                            library.orElseThrow().toString(),
                            "FAKETIME_TIMESTAMP_FILE",
                            time.toString(),
                            "FAKETIME_NO_CACHE",
                            "1",
                            "FAKETIME_DONT_FAKE_MONOTONIC",
                            "1"),
                    "run",
                    Path.of("src", "test", "resources", "story", "storm.yaml").toString(),
                    "--line",
                    "--parameter",
                    "folder=" + desk.directory());
            program.awaitQuestion(LEAVE);
            tally.injected();
            Files.writeString(time, "+1h\n");
            program.type("yes");
            program.awaitQuestion(LEAVE);
            tally.injected();
            Files.writeString(time, "-1h\n");
            program.type("made");
            Program.Ended ended = program.ended();

            assertThat(ended.code()).as(ended.all()).isZero();
            assertThat(ended.out()).contains("The clock of this machine jumped by");
            assertThat(desk.steps("clock.jumped")).hasSize(2);
            assertThat(desk.steps("action.ended")).hasSameSizeAs(desk.steps("action.begun"));
            Program.Ended verified =
                    desk.run("audit", "verify", desk.summary().path("run").asText());
            assertThat(verified.code()).as(verified.all()).isZero();
            tally.survived();
            tally.survived();
        }
    }

    private static Optional<Path> library() throws IOException {
        for (Path folder : List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"))) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> near =
                    Files.find(folder, 3, (path, about) -> path.endsWith(Path.of("faketime", "libfaketimeMT.so.1")))) {
                Optional<Path> found = near.findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
