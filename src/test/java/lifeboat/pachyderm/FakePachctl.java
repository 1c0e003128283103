package lifeboat.pachyderm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.process.Masker;
import lifeboat.process.Programs;

/** A pachctl that is a small shell script of the test: it logs what it was asked, and answers as it is told. */
final class FakePachctl {
    private final Path folder;
    private final Path program;
    private final Path log;

    /** The script's body is a shell {@code case} on the arguments. */
    FakePachctl(Path folder, String cases) throws IOException {
        this.folder = folder;
        this.program = folder.resolve("pachctl");
        this.log = folder.resolve("log");
        Files.writeString(
                program,
                "#!/bin/sh\n"
                        + "echo \"$*|$PACH_CONFIG|$PACH_CONTEXT|$PACH_ENTERPRISE_CONTEXT|$PACHD_ADDRESS\" >> '" + log
                        + "'\n"
                        + "case \"$*\" in\n" + cases + "\n'version --client-only') echo 2.8.10;;\n"
                        + "*) echo \"unknown command \\\"$1\\\" for \\\"pachctl\\\"\" >&2; exit 1;;\nesac\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    Pachctl with(Map<String, String> environment, Optional<Path> config, Optional<String> context, Duration longest) {
        Map<String, String> ours = new HashMap<>(environment);
        ours.put("PATH", "/usr/bin:/bin");
        Programs programs = new Programs(ours, Programs.searchPath("/usr/bin:/bin"), Masker.NONE);
        return new Pachctl(programs, program.toString(), config, context, ours, longest);
    }

    Pachctl plain() {
        return with(Map.of(), Optional.empty(), Optional.empty(), Duration.ofSeconds(20));
    }

    Path folder() {
        return folder;
    }

    /**
     * Each call as {@code arguments|PACH_CONFIG|PACH_CONTEXT|PACH_ENTERPRISE_CONTEXT|PACHD_ADDRESS}, but for the question which
     * version the program is of.
     */
    List<String> asked() throws IOException {
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> !line.startsWith("version --client-only|"))
                        .toList()
                : List.of();
    }
}
