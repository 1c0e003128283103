package lifeboat.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lifeboat.lab.atlas.AtlasDescription;

/** The files by which a lab and whoever started it know each other, below the lab's directory. */
final class LabFiles {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private final Path lab;

    LabFiles(Path lab) {
        this.lab = lab;
    }

    Path log() {
        return lab.resolve("lab.log");
    }

    Path progress() {
        return lab.resolve("progress");
    }

    Path heartbeat() {
        return lab.resolve("heartbeat");
    }

    Path failure() {
        return lab.resolve("failed.json");
    }

    Path description() {
        return lab.resolve("lab.json");
    }

    void write(LabOptions options) throws IOException {
        LabDirectory.write(lab.resolve("options.json"), JSON.writeValueAsString(options));
    }

    LabOptions options() throws IOException {
        return JSON.readValue(Files.readString(lab.resolve("options.json")), LabOptions.class);
    }

    void write(LabDescription description) throws IOException {
        LabDirectory.write(description(), JSON.writeValueAsString(description) + "\n");
    }

    Optional<LabDescription> read() throws IOException {
        return Files.exists(description())
                ? Optional.of(JSON.readValue(Files.readString(description()), LabDescription.class))
                : Optional.empty();
    }

    void write(AtlasDescription atlas) throws IOException {
        LabDirectory.write(lab.resolve("atlas.json"), JSON.writeValueAsString(atlas) + "\n");
    }

    /** How its AtlasDB is reached, if it has one. */
    Optional<AtlasDescription> atlas() throws IOException {
        Path file = lab.resolve("atlas.json");
        return Files.exists(file)
                ? Optional.of(JSON.readValue(Files.readString(file), AtlasDescription.class))
                : Optional.empty();
    }

    /** Why a lab did not come up. */
    record Failure(String message, String hint) {}

    void write(Failure failure) throws IOException {
        LabDirectory.write(failure(), JSON.writeValueAsString(failure));
    }

    Optional<Failure> whyNot() throws IOException {
        return Files.exists(failure())
                ? Optional.of(JSON.readValue(Files.readString(failure()), Failure.class))
                : Optional.empty();
    }
}
