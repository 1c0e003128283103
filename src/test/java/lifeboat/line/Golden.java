package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Transcripts that were read by a person once; {@code -Dgolden.update} writes them anew. */
final class Golden {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "line");

    private Golden() {}

    static void assertSame(String name, String transcript) throws IOException {
        Path file = DIRECTORY.resolve(name + ".txt");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, transcript);
        }
        assertThat(transcript).isEqualTo(Files.readString(file));
    }
}
