package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Pachyderm of 1.x is extracted and restored into an empty one, with loaders that write until their ports move. */
@SuppressWarnings("NullAway.Init")
class WholeClassicTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Desk desk;
    private static Program.Ended rehearsal;
    private static JsonNode whenMoved;
    private static JsonNode beforeBack;
    private static Map<String, Boolean> stoppedBefore;

    @BeforeAll
    static void rehearse() throws Exception {
        desk = new Desk();
        Program program = desk.lifeboat(
                "rehearse", "classic-restore", "--line", "--auto", "--keep-lab", "--objects", "10", "--pace", "0.1");
        program.endInput();
        await("the preflight", () -> desk.hasBegun("preflight") || !program.isAlive());
        stoppedBefore = stopped("pachctl", "");
        await("the switch", () -> desk.hasBegun("stop-pipelines") || !program.isAlive());
        whenMoved = loaders();
        await("the way back", () -> !isStillMoved(program));
        await("the end", () -> !program.isAlive());
        rehearsal = program.ended();
        assertThat(rehearsal.code()).as(rehearsal.all()).isZero();
    }

    /** What the loaders count is from before the way back began only if it had not begun when it was read. */
    private static boolean isStillMoved(Program program) {
        if (!program.isAlive()) {
            return false;
        }
        try {
            JsonNode now = loaders();
            if (desk.hasBegun("switch-ports-back")) {
                return false;
            }
            beforeBack = now;
            return true;
        } catch (Exception e) {
            throw new AssertionError("the loaders could not be looked at", e);
        }
    }

    /** As {@link Program#await}, with more patience: two runs are waited for. */
    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @AfterAll
    static void end() throws Exception {
        desk.close();
    }

    private static Path lab() throws Exception {
        try (Stream<Path> labs = Files.list(desk.state().resolve("labs"))) {
            return labs.findFirst().orElseThrow();
        }
    }

    private static JsonNode loaders() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        Files.readString(lab().resolve("classic.url")).strip() + "/loaders"))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(lab().resolve("token")).strip())
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** Which pipelines are stopped, asked as an operator would. */
    private static Map<String, Boolean> stopped(String program, String context) throws Exception {
        Path out = Files.createTempFile(desk.directory(), "pipelines", ".json");
        ProcessBuilder builder = new ProcessBuilder(
                        lab().resolve("bin").resolve(program).toString(), "list", "pipeline", "--raw")
                .redirectOutput(out.toFile());
        builder.environment().put("PACH_CONTEXT", context);
        assertThat(builder.start().waitFor()).isZero();
        Map<String, Boolean> stopped = new TreeMap<>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(out.toFile())) {
            while (values.hasNext()) {
                JsonNode pipeline = values.next();
                stopped.put(
                        pipeline.at("/pipeline/name").asText(),
                        pipeline.path("stopped").asBoolean());
            }
        }
        return stopped;
    }

    private static List<JsonNode> journals() throws Exception {
        List<JsonNode> records = new ArrayList<>();
        try (Stream<Path> runs = Files.list(desk.state().resolve("runs"))) {
            for (Path run : runs.sorted().toList()) {
                for (String line : Files.readAllLines(run.resolve("journal.jsonl"))) {
                    records.add(JSON.readTree(line));
                }
            }
        }
        return records;
    }

    private static List<JsonNode> of(String action) throws Exception {
        return journals().stream()
                .filter(record -> record.at("/event/action").asText().equals(action))
                .toList();
    }

    @Test
    void no_hold_is_open_and_both_runs_are_closed() throws Exception {
        assertThat(of("hold.opened")).hasSizeGreaterThanOrEqualTo(5);
        assertThat(of("hold.released")).hasSameSizeAs(of("hold.opened"));
        assertThat(of("run.closed")).hasSize(2);
    }

    @Test
    void between_switch_and_switch_back_nobody_writes_through_a_port_that_was_moved() {
        for (String port : List.of("30650", "30600")) {
            assertThat(beforeBack.at("/" + port + "/written").asLong())
                    .as(port)
                    .isEqualTo(whenMoved.at("/" + port + "/written").asLong());
            assertThat(beforeBack.at("/" + port + "/refused").asLong())
                    .as(port)
                    .isGreaterThan(whenMoved.at("/" + port + "/refused").asLong());
        }
    }

    @Test
    void the_loaders_write_again_afterwards() throws Exception {
        assertThat(loaders().at("/30650/written").asLong())
                .isGreaterThan(beforeBack.at("/30650/written").asLong());
        assertThat(loaders().at("/650/written").asLong())
                .isGreaterThan(beforeBack.at("/650/written").asLong());
    }

    private static Map<String, String> checks(String step) throws Exception {
        Map<String, String> checks = new TreeMap<>();
        of("check.observed").stream()
                .filter(record -> record.at("/lifeboat/step/id").asText().equals(step))
                .map(record -> record.at("/lifeboat/data"))
                .forEach(seen -> checks.put(
                        seen.path("name").asText(),
                        seen.path("severity").asText() + " "
                                + seen.path("detail").asText()));
        return checks;
    }

    @Test
    void who_was_not_moved_is_said_to_write_still_and_nobody_else_is() throws Exception {
        assertThat(checks("watch-switched"))
                .containsEntry("images", "pass no new commit")
                .containsEntry("uploads", "pass no new commit")
                .containsKey("telemetry");
        assertThat(checks("watch-switched").get("telemetry"))
                .matches("warn still written: [0-9]+ new commits.*inside.*");
        assertThat(checks("watch-writes"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy((repo, seen) -> assertThat(seen).as(repo).isEqualTo("pass no new commit"));
    }

    @Test
    void every_change_of_ports_and_context_is_in_the_audit_with_what_was_before() throws Exception {
        Map<String, String> before = new TreeMap<>();
        of("action.begun")
                .forEach(record -> before.put(
                        record.at("/lifeboat/step/id").asText(),
                        record.at("/lifeboat/data/recorded/before").toString()));
        assertThat(before)
                .containsEntry("switch-ports", "[\"api-grpc-port=30650\",\"s3gateway-port=30600\"]")
                .containsEntry("switch-context", "[\"grpc://127.0.0.1:30650\"]")
                .containsEntry("switch-ports-back", "[\"api-grpc-port=30649\",\"s3gateway-port=30611\"]")
                .containsEntry("switch-context-back", "[\"grpc://127.0.0.1:30649\"]");
        Map<String, String> saved = new TreeMap<>();
        try (Stream<Path> files =
                Stream.concat(Files.walk(desk.state().resolve("runs")), Files.walk(lab().resolve("backups")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                saved.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(saved).containsKey("extract.pach");
        assertThat(saved.get("pach_service_backup_30650.json"))
                .contains("30650")
                .doesNotContain("30649");
        assertThat(saved.get("pach_service_backup_30649.json")).contains("30649");
    }

    @Test
    void what_was_restored_is_what_was_extracted() throws Exception {
        assertThat(checks("compare"))
                .containsOnlyKeys("repos", "commits", "branches", "pipelines")
                .allSatisfy((what, seen) -> assertThat(seen).as(what).matches("pass [1-9][0-9]*, as recorded"));
    }

    @Test
    void what_was_stopped_before_stays_stopped_in_both_clusters() throws Exception {
        assertThat(stoppedBefore).hasSize(12).containsEntry("archive", true).containsEntry("edges", false);
        assertThat(stopped("pachctl", "")).isEqualTo(stoppedBefore);
        assertThat(stopped("pachctl-new", "new")).isEqualTo(stoppedBefore);
    }

    @Test
    void the_root_token_is_shown_once_and_is_in_no_file_of_ours() throws Exception {
        Matcher token = Pattern.compile("shown this once: ([0-9a-f]{32})").matcher(rehearsal.all());
        assertThat(token.find()).isTrue();
        String secret = token.group(1);
        assertThat(rehearsal.all().split(secret, -1)).hasSize(2);
        try (Stream<Path> files =
                Stream.concat(Files.walk(desk.state().resolve("runs")), Files.walk(lab().resolve("backups")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file).content(StandardCharsets.ISO_8859_1).doesNotContain(secret);
            }
        }
    }
}
