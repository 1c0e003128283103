package lifeboat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program writes or reads as data stays as it is. */
class DataTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<String> heard = new ArrayList<>();

    private Programs programs() {
        return new Programs(Map.of(), Programs.searchPath("/usr/bin:/bin"), Masker.of(List.of(Secret.of("topsecret"))));
    }

    private Exit run(Command command) throws Exception {
        return programs()
                .start(command, (stream, line) -> {
                    synchronized (heard) {
                        heard.add(stream + " " + line);
                    }
                })
                .await(LIMIT);
    }

    @Test
    void data_is_in_the_file_byte_by_byte_and_nobody_hears_of_it() throws Exception {
        Path out = directory.resolve("out");
        Exit exit = run(Command.of("sh", "-c", "printf '\\377\\000topsecret\\nend'; echo topsecret >&2")
                .dataTo(out, directory.resolve("err")));
        assertThat(exit.succeeded()).isTrue();
        assertThat(Files.readAllBytes(out)).startsWith(0xff, 0, 't', 'o', 'p').endsWith('e', 'n', 'd');
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        assertThat(heard).hasSize(1).allMatch(line -> line.startsWith("ERR ") && !line.contains("topsecret"));
    }

    @Test
    void a_file_on_standard_input_is_read_to_its_end() throws Exception {
        byte[] content = new byte[300_000];
        new java.util.Random(7).nextBytes(content);
        Path in = Files.write(directory.resolve("in"), content);
        Path out = directory.resolve("copy");
        assertThat(run(Command.of("cat").stdin(in).dataTo(out, directory.resolve("err")))
                        .succeeded())
                .isTrue();
        assertThat(out).hasSameBinaryContentAs(in);
    }
}
