package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code pachctl extract} and {@code restore}, with what the real ones get wrong. */
final class Streams {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WARNING =
            "WARNING: Your cluster might be in an invalid state--consider deleting partially-restored data before"
                    + " continuing";

    private final Release release;
    private final Config config;
    private final Function<Config, PachdLine> lines;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Streams(
            Release release,
            Config config,
            Function<Config, PachdLine> lines,
            InputStream in,
            PrintStream out,
            PrintStream err) {
        this.release = release;
        this.config = config;
        this.lines = lines;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    int extract(List<String> arguments) throws Refusal, IOException {
        Set<String> plain =
                release.extractsAuth() ? Set.of("no-objects", "no-enterprise", "no-auth") : Set.of("no-objects");
        Words words = Words.of(arguments, plain, Set.of("url"));
        if (words.complaint().isPresent()) {
            throw new Refusal(words.complaint().get());
        }
        if (!words.flag("url").isEmpty()) {
            // The other flags are not sent with it.
            lines.apply(config)
                    .ask(
                            "extract-url",
                            JSON.createObjectNode()
                                    .put("url", words.flag("url"))
                                    .toString());
            return 0;
        }
        String without = String.join(" ", words.flags().keySet());
        try (InputStream answer = lines.apply(config)
                        .open("extract", HttpRequest.BodyPublishers.noBody(), Map.of("Pachd-Without", without));
                BufferedReader ops = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8));
                OutputStream buffered = new BufferedOutputStream(out);
                SnappyFrames.Writer frames = new SnappyFrames.Writer(buffered)) {
            String line = ops.readLine();
            while (line != null && !line.equals("end")) {
                if (line.startsWith("error ")) {
                    // What was written so far is closed as a whole stream all the same.
                    throw new Refusal(line.substring("error ".length()));
                }
                Op.ofLine(line).write(frames);
                line = ops.readLine();
            }
            return 0;
        }
    }

    int restore(List<String> arguments) throws Refusal, IOException {
        Words words = Words.of(arguments, release.extractsAuth() ? Set.of("no-token") : Set.of(), Set.of("url"));
        if (words.complaint().isPresent()) {
            throw new Refusal(words.complaint().get());
        }
        String root = "";
        if (release.extractsAuth() && !words.has("no-token")) {
            byte[] drawn = new byte[16];
            new SecureRandom().nextBytes(drawn);
            root = HexFormat.of().formatHex(drawn);
        }
        // The line is made with the session that was there before; then the token is overwritten, whatever comes.
        PachdLine line = lines.apply(config);
        if (!root.isEmpty()) {
            config.change(config.active(), Map.of("session_token", root));
        }
        try {
            if (words.flag("url").isEmpty()) {
                send(line, root);
            } else {
                line.ask(
                        "restore-url",
                        JSON.createObjectNode()
                                .put("url", words.flag("url"))
                                .put("token", root)
                                .toString());
            }
        } catch (Refusal | IOException | UncheckedIOException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^java\\.io\\.IOException: ", "");
            throw new Refusal(release.since(1, 11, 0) ? WARNING + ": " + why : why + "\n" + WARNING);
        }
        if (!root.isEmpty() && line.ask("auth-active", "{}").equals("true")) {
            err.println("Generated a new root auth token, please save it to use later.\nToken: " + root);
        }
        return 0;
    }

    /** Nothing on standard input restores nothing, and is no error. */
    private void send(PachdLine line, String root) throws Refusal, IOException {
        Path ops = Files.createTempFile("pachctl-restore", "");
        try {
            try (SnappyFrames.Reader frames = new SnappyFrames.Reader(in);
                    var lines = Files.newBufferedWriter(ops)) {
                Optional<Op> op = Op.read(frames);
                while (op.isPresent()) {
                    lines.write(op.get().line());
                    lines.write('\n');
                    op = Op.read(frames);
                }
            }
            Map<String, String> headers = root.isEmpty() ? Map.of() : Map.of("Pachd-Root", root);
            line.open("restore", HttpRequest.BodyPublishers.ofFile(ops), headers)
                    .close();
        } finally {
            Files.deleteIfExists(ops);
        }
    }
}
