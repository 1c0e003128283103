package lifeboat.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's server programs in one directory.
 *
 * @param bin the directory of {@code postgres} and {@code initdb}
 * @param version as the programs say it, such as {@code 15.13}
 * @param major the part of the version before the first dot
 */
record PostgresPrograms(Path bin, String version, int major) {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\)\\s+(([0-9]+)[.0-9a-z]*)");

    /**
     * Chooses a server that the machine's client programs can dump: the machine's own of the client's major version,
     * else the one that comes with Lifeboat, else any of the machine's that is not newer than the client.
     *
     * @param candidates directories that may hold server programs
     * @param clientMajor major version of {@code pg_dump}; empty if there is none to please
     * @param unpacked where the server that comes with Lifeboat is unpacked, once for all labs
     * @param scratch a directory for what the programs print
     */
    static PostgresPrograms find(
            List<Path> candidates, OptionalInt clientMajor, EmbeddedPostgres unpacked, Path scratch)
            throws LabException {
        List<PostgresPrograms> found = new ArrayList<>();
        for (Path candidate : candidates) {
            inspect(candidate, scratch).ifPresent(found::add);
        }
        found.sort(Comparator.comparingInt(PostgresPrograms::major).reversed());
        for (PostgresPrograms programs : found) {
            if (clientMajor.isEmpty() || programs.major() == clientMajor.getAsInt()) {
                return programs;
            }
        }
        Optional<Path> embedded = unpacked.bin();
        if (embedded.isPresent()) {
            Optional<PostgresPrograms> programs = inspect(embedded.get(), scratch);
            if (programs.isPresent()) {
                return programs.get();
            }
        }
        for (PostgresPrograms programs : found) {
            if (programs.major() < clientMajor.orElse(Integer.MAX_VALUE)) {
                return programs;
            }
        }
        throw new LabException(
                "no PostgreSQL server programs for the lab, looked in " + candidates,
                "Install the PostgreSQL server package of the machine; it need not be running.");
    }

    String program(String name) {
        return bin.resolve(name).toString();
    }

    private static Optional<PostgresPrograms> inspect(Path bin, Path scratch) {
        if (!Files.isExecutable(bin.resolve("postgres")) || !Files.isExecutable(bin.resolve("initdb"))) {
            return Optional.empty();
        }
        try {
            String said = LabProgram.mustRun(
                    List.of(bin.resolve("initdb").toString(), "--version"),
                    "",
                    scratch.resolve("version.txt"),
                    Duration.ofSeconds(10));
            Matcher matcher = VERSION.matcher(said);
            return matcher.find()
                    ? Optional.of(new PostgresPrograms(bin, matcher.group(1), Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        } catch (LabException e) {
            // Programs that cannot say their version (another libc, say) cannot serve either.
            return Optional.empty();
        }
    }
}
