package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the program said, without what is different each time, compared with a transcript that a person has read;
 * {@code -Dgolden.update} writes that anew. Lines about single pods and about progress are left out, because they
 * come when they come, and so is how the lab starts. Wrapped lines are joined, because names differ in length.
 */
final class Transcript {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "story");
    private static final String[][] DIFFERENT = {
        {"pachyderm-backup-\\d{8}T\\d{6}Z-[a-z0-9]{6}", "BACKUP"},
        {"\\d{8}-\\d{6}-[a-z0-9]{6}", "RUN"},
        {"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME"},
        {"\\d\\d:\\d\\d UTC", "TIME"},
        {"\\b[0-9a-f]{64}\\b", "HASH"},
        {"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"},
        {"/resourceVersion\",\"value\":\"\\d+\"", "/resourceVersion\",\"value\":\"NUMBER\""},
        {"system_identifier \\d+", "system_identifier NUMBER"},
        {"127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT"},
        {"--port=\\d+", "--port=PORT"},
        {"/\\S*/bin/(pg_[a-z]+)", "$1"},
        {"(pg_dump|pg_dumpall|PostgreSQL|version) \\d+\\.\\d+( \\([^)]*\\))?", "$1 VERSION"},
        {"TLSv1\\.\\d, \\w+", "TLS"},
        {"\\d+(\\.\\d+)? [KMGT]?i?B\\b", "SIZE"},
        {"\\b\\d+ s\\b", "SECONDS"},
        {"took (\\d+[hms] ?)+", "took TIME"},
    };

    /** How far a step is, which is told only where it takes its time. */
    private static final Pattern PROGRESS = Pattern.compile(
            " {4}([\\w-]+: )?(left: |looking at |.*counting rows|.*\\d+ of \\d+ ready|\\d+ of \\d+ workloads back"
                    + "|.* objects, .*B/s|[\\w ]+: [\\w ]+, .*B/s, ).*");

    private Transcript() {}

    static void assertSame(String name, Desk desk, String said) throws IOException {
        Path file = DIRECTORY.resolve(name + ".txt");
        String transcript = of(desk, said);
        if (System.getProperty("golden.update") != null) {
            Files.writeString(file, transcript);
        }
        assertThat(transcript).isEqualTo(Files.readString(file));
    }

    private static String of(Desk desk, String said) {
        String text = String.join("\n", joined(said)) + "\n";
        text = text.replace(desk.directory().toString(), "DESK");
        for (String[] different : DIFFERENT) {
            text = text.replaceAll(different[0], different[1]);
        }
        return text;
    }

    private static List<String> joined(String said) {
        List<String> lines = new ArrayList<>();
        boolean starting = false;
        boolean pod = false;
        for (String line : said.lines().toList()) {
            starting = line.startsWith("Starting the lab") || (starting && line.startsWith("  "));
            // A pod's line may be wrapped as well.
            pod = line.startsWith("  pod ") || (pod && line.startsWith("    ") && !line.startsWith("    |"));
            if (starting || pod || PROGRESS.matcher(line).matches()) {
                continue;
            }
            boolean more = line.startsWith("    ") && !line.startsWith("    |");
            if (more && !lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
            } else {
                lines.add(line);
            }
        }
        sortChecks(lines);
        return lines;
    }

    /** Checks that are made side by side are told as they end. */
    private static void sortChecks(List<String> lines) {
        int from = 0;
        for (int at = 0; at <= lines.size(); at++) {
            if (at == lines.size() || !lines.get(at).startsWith("  ok    ")) {
                Collections.sort(lines.subList(from, at));
                from = at + 1;
            }
        }
    }
}
