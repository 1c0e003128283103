package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pachd does for {@code pachctl}, by the name of the call. */
final class Desk {
    private static final Pattern URL = Pattern.compile("(s3|gcs|gs|as|wasb|local)://([^/]+)/?(.*)");

    private final Pachd pachd;

    Desk(Pachd pachd) {
        this.pachd = pachd;
    }

    /** A call with a short answer. */
    byte[] answer(String call, JsonNode arguments) throws Refusal, IOException {
        String name = arguments.path("name").asText();
        return switch (call) {
            case "version" -> text(pachd.release().text());
            case "inspect-cluster" -> text(deployment(pachd.bucket()));
            case "list-pipeline" -> text(new Lists(pachd).pipelines());
            case "list-repo" -> text(new Lists(pachd).repos());
            case "list-commit" -> text(new Lists(pachd).commits(name));
            case "list-branch" -> text(new Lists(pachd).branches(name));
            case "list-job" ->
                text(new Lists(pachd).jobs(arguments.path("pipeline").asText()));
            case "enterprise-state" -> text(pachd.licensed() ? "ACTIVE" : "NONE");
            case "whoami" -> text("robot:lab");
            case "auth-active" -> text(Boolean.toString(pachd.authActive()));
            case "stop-pipeline" -> {
                pachd.stop(name);
                yield text("");
            }
            case "start-pipeline" -> {
                pachd.start(name);
                yield text("");
            }
            case "get-file" -> file(name, arguments.path("commit").asText());
            case "extract-url" -> {
                extractTo(arguments.path("url").asText());
                yield text("");
            }
            case "restore-url" -> {
                restoreFrom(
                        arguments.path("url").asText(), arguments.path("token").asText());
                yield text("");
            }
            default -> throw new Refusal("unknown method " + call);
        };
    }

    /** The id by which contexts know the cluster on a bucket. */
    static String deployment(String bucket) {
        return Pachd.sha256(text(bucket)).substring(0, 32);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] file(String repo, String commit) throws Refusal, IOException {
        Depot.Content content = pachd.content();
        String id = content.heads().getOrDefault(repo + "/" + commit, commit);
        Commit found = content.commits().stream()
                .filter(other -> other.repo().equals(repo) && other.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal("commit " + commit + " not found in repo " + repo));
        return pachd.blobs().get(pachd.bucket(), found.object());
    }

    /** The transfer is pachd's own; whether objects are wanted is not even asked, as with the real one. */
    private void extractTo(String url) throws Refusal, IOException {
        Matcher place = place(url);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (SnappyFrames.Writer frames = new SnappyFrames.Writer(bytes)) {
            new Extract(pachd, false, false, false).to(op -> op.write(frames));
        } finally {
            // Also one that failed is closed as a whole stream, and is an object then.
            pachd.blobs().put(place.group(2), place.group(3), bytes.toByteArray());
        }
    }

    private void restoreFrom(String url, String token) throws Refusal, IOException {
        Matcher place = place(url);
        try (SnappyFrames.Reader frames =
                new SnappyFrames.Reader(new ByteArrayInputStream(pachd.blobs().get(place.group(2), place.group(3))))) {
            Restore restore = new Restore(pachd, token);
            Optional<Op> op = Op.read(frames);
            while (op.isPresent()) {
                restore.take(op.get());
                op = Op.read(frames);
            }
        }
        pachd.settle();
    }

    private static Matcher place(String url) throws Refusal {
        Matcher place = URL.matcher(url);
        if (!place.matches()) {
            throw new Refusal("unrecognized object store: " + url);
        }
        if (place.group(3).isEmpty()) {
            throw new Refusal("URL must be <svc>://<bucket>/<object> (no object in " + url + ")");
        }
        return place;
    }

    /** Takes operations as lines; an error is answered only when all of them were read. */
    void restore(BufferedReader lines, String token) throws Refusal, IOException {
        Restore restore = new Restore(pachd, token);
        Optional<Refusal> refusal = Optional.empty();
        String line = lines.readLine();
        while (line != null) {
            if (refusal.isEmpty()) {
                try {
                    restore.take(Op.ofLine(line));
                } catch (Refusal e) {
                    refusal = Optional.of(e);
                }
            }
            line = lines.readLine();
        }
        pachd.settle();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }
}
