package lifeboat.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The harnesses, each with what it starts from. */
enum Harness {
    YAML(YamlFuzz.class, YamlFuzz::fuzzerTestOneInput, "runbooks/fragments", "src/test/resources/fuzz/yaml"),
    KEYS(KeysFuzz.class, KeysFuzz::fuzzerTestOneInput, "src/test/resources/fuzz/keys"),
    JOURNAL(JournalFuzz.class, JournalFuzz::fuzzerTestOneInput, "src/test/resources/journals"),
    MANIFEST(ManifestFuzz.class, ManifestFuzz::fuzzerTestOneInput, "src/test/resources/fuzz/manifest"),
    JSON(JsonFuzz.class, JsonFuzz::fuzzerTestOneInput, "src/test/resources/journals", "src/test/resources/fuzz/json");

    private final Class<?> target;
    private final Consumer<byte[]> one;
    private final List<Path> corpus;

    Harness(Class<?> target, Consumer<byte[]> one, String... corpus) {
        this.target = target;
        this.one = one;
        this.corpus = Stream.of(corpus).map(Path::of).toList();
    }

    /** The class that Jazzer is told. */
    Class<?> target() {
        return target;
    }

    /** Folders of inputs. */
    List<Path> corpus() {
        return corpus;
    }

    /** Tries one input; throws whatever is wrong. */
    void attempt(byte[] bytes) {
        one.accept(bytes);
    }

    /** What stands in the folders, and nothing at all. */
    List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>(List.of(new byte[0]));
        for (Path folder : corpus) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    seeds.add(Files.readAllBytes(file));
                }
            }
        }
        return seeds;
    }
}
