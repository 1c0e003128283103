package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import lifeboat.bucket.BucketCompare;
import lifeboat.bucket.CompareReport;
import lifeboat.bucket.ObjectStore;
import lifeboat.fault.Fault;
import lifeboat.lab.LabDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** One rehearsal from beginning to end; what it left is looked at from every side. */
@SuppressWarnings("NullAway.Init")
class WholeRehearsalTest {
    /** With its object members in order, as RFC 8785 wants them; the numbers and names here have one form only. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Of the secret that says where the objects are, what is a parameter of the run as well. */
    private static final Set<String> KNOWN_OTHERWISE =
            Set.of("AMAZON_BUCKET", "AMAZON_REGION", "AMAZON_ID", "CUSTOM_ENDPOINT", "upstream-idps");

    private static final Set<String> REPLICAS_MEANWHILE = new TreeSet<>();

    private static Desk desk;
    private static Program.Ended rehearsal;
    private static LabView lab;

    @BeforeAll
    static void rehearse() throws Exception {
        desk = new Desk();
        boolean kubectl = desk.has("kubectl", "version", "--client");
        Program program = desk.lifeboat(
                "rehearse",
                "--line",
                "--auto",
                "--keep-lab",
                "--objects",
                "400",
                "--backup-dir",
                desk.backups().toString());
        program.endInput();
        Program.await("the dump", () -> desk.hasBegun("dump-databases") || !program.isAlive());
        while (kubectl && program.isAlive() && !desk.hasBegun("resume-pachd")) {
            String replicas = kubectlReplicas();
            if (!desk.hasBegun("resume-pachd")) {
                REPLICAS_MEANWHILE.add(replicas);
            }
        }
        rehearsal = program.ended();
        assertThat(rehearsal.code()).as(rehearsal.all()).isZero();
        lab = desk.lab();
    }

    @AfterAll
    static void end() throws Exception {
        desk.close();
    }

    private static String kubectlReplicas() throws Exception {
        Program.Ended said = desk.tool(
                "kubectl",
                "--kubeconfig",
                desk.lab().description().cluster().kubeconfig().toString(),
                "-n",
                "pachyderm",
                "get",
                "deployment",
                "pachd",
                "-o",
                "jsonpath={.spec.replicas}");
        return said.out() + said.err();
    }

    private static Path backup() throws Exception {
        try (Stream<Path> all = Files.list(desk.backups())) {
            return all.toList().get(0);
        }
    }

    private static JsonNode manifest() throws Exception {
        return JSON.readTree(Files.readAllBytes(backup().resolve("manifest.json")));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String run() {
        return desk.runFolder().orElseThrow().getFileName().toString();
    }

    @Test
    void everyHeadingAndEveryRecordSaysThatItIsARehearsal() {
        List<String> headings = rehearsal
                .out()
                .lines()
                .filter(line -> line.matches("\\[\\d+/29] .*"))
                .toList();
        assertThat(headings).hasSize(29).allMatch(line -> line.matches("\\[\\d+/29] REHEARSAL  .*"));
        assertThat(desk.journal())
                .hasSizeGreaterThan(100)
                .allMatch(record -> record.at("/lifeboat/mode").asText().equals("rehearsal"));
        assertThat(rehearsal.err()).isEmpty();
    }

    @Test
    void theManifestIsCompleteAndItsDigestIsWhatAnyoneComputes() throws Exception {
        ObjectNode manifest = (ObjectNode) manifest();
        assertThat(manifest.path("status").asText()).isEqualTo("COMPLETE");
        String digest = manifest.remove("digest").asText();
        byte[] canonical = JSON.writeValueAsBytes(JSON.convertValue(manifest, Map.class));
        assertThat(sha256(canonical)).isEqualTo(digest);
        assertThat(rehearsal.out()).contains(digest);
    }

    @Test
    void everyFileOfTheManifestIsThereAndThereIsNoOther() throws Exception {
        Path backup = backup();
        // The manifest cannot list itself, nor what is written after it: the head of the audit.
        Set<String> listed = new TreeSet<>(Set.of("manifest.json", "audit.json"));
        for (JsonNode file : manifest().path("files")) {
            Path path = backup.resolve(file.path("path").asText());
            byte[] content = Files.readAllBytes(path);
            assertThat(content.length)
                    .as(path.toString())
                    .isEqualTo(file.path("size").asInt());
            assertThat(sha256(content))
                    .as(path.toString())
                    .isEqualTo(file.path("sha256").asText());
            listed.add(file.path("path").asText());
        }
        assertThat(files(backup).stream().map(path -> backup.relativize(path).toString()))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void theDumpsAreRestoredByTheSystemsOwnProgramAndEqualTheirSource() throws Exception {
        Assumptions.assumeTrue(desk.has("pg_restore", "--version"), "pg_restore is not installed");
        LabDescription.Database database = lab.description().database();
        Path passwords = desk.directory().resolve("pgpass");
        Files.writeString(
                passwords,
                "*:*:*:postgres:"
                        + Files.readString(database.superuserPasswordFile()).strip());
        desk.shell("chmod 600 " + passwords);
        for (String name : List.of("pachyderm", "dex")) {
            String fresh = "restored_" + name;
            try (Connection postgres = lab.superuser("postgres");
                    Statement statement = postgres.createStatement()) {
                statement.execute("create database " + fresh + " template template0");
            }
            Program.Ended restored = desk.tool(
                    "pg_restore",
                    "--exit-on-error",
                    "--jobs=2",
                    "--dbname=host=" + database.host() + " port=" + database.port() + " user=postgres dbname=" + fresh
                            + " sslmode=verify-full sslrootcert=" + database.rootCertificate() + " passfile="
                            + passwords,
                    backup().resolve("postgres").resolve(name).toString());
            assertThat(restored.code()).as(restored.all()).isZero();
            try (Connection source = lab.superuser(name);
                    Connection copy = lab.superuser(fresh)) {
                Map<String, String> wanted = Restored.content(source);
                assertThat(wanted).hasSizeGreaterThan(6);
                assertThat(Restored.content(copy)).isEqualTo(wanted);
            }
        }
    }

    @Test
    void theBackupBucketEqualsTheSourceObjectByObject() throws Exception {
        ObjectStore source = lab.bucket(lab.description().store().source());
        ObjectStore copy = lab.bucket(lab.description().store().backup());
        try {
            CompareReport report = new BucketCompare(BucketCompare.Options.standard(), () -> false)
                    .compare(source, copy, progress -> {});
            assertThat(report.equal()).as(report.toString()).isTrue();
            assertThat(report.same()).isEqualTo(400);
        } finally {
            source.close();
            copy.close();
        }
        assertThat(Files.readAllLines(backup().resolve("bucket.inventory.jsonl")))
                .hasSizeGreaterThanOrEqualTo(400);
    }

    @Test
    void awsListsTheSameObjectsOnBothSides() throws Exception {
        Assumptions.assumeTrue(desk.has("aws", "--version"), "aws is not installed");
        JsonNode source = listed(lab.description().store().source());
        assertThat(source.size()).isEqualTo(400);
        assertThat(listed(lab.description().store().backup())).isEqualTo(source);
    }

    private static JsonNode listed(String bucket) throws Exception {
        LabDescription.Store store = lab.description().store();
        Program.Ended said = desk.shell("export AWS_ACCESS_KEY_ID=" + store.accessKey()
                + " AWS_SECRET_ACCESS_KEY=\"$(cat " + store.secretKeyFile() + ")\"\naws --endpoint-url "
                + store.endpoint() + " --region " + store.region() + " s3api list-objects-v2 --bucket " + bucket
                + " --output json --query 'Contents[].[Key,Size]'");
        assertThat(said.code()).as(said.err()).isZero();
        return JSON.readTree(said.out());
    }

    @Test
    void theHelmValuesAreWhatTheReleaseHolds() throws Exception {
        JsonNode secret =
                lab.cluster("GET", "/api/v1/namespaces/pachyderm/secrets/sh.helm.release.v1.pachyderm.v3", "");
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] zipped = base64.decode(base64.decode(secret.at("/data/release").asText()));
        JsonNode release;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            release = JSON.readTree(in.readAllBytes());
        }
        Object kept = new Yaml().load(Files.readString(backup().resolve("helm-values.yaml")));
        assertThat(JSON.<JsonNode>valueToTree(kept)).isEqualTo(release.path("config"));
    }

    @Test
    void ofTheSecretsOnlyNamesAndDigestsAreKept() throws Exception {
        assertThat(files(backup().resolve("secrets")).stream()
                        .map(path -> path.getFileName().toString()))
                .containsExactly("index.json");
        JsonNode index = JSON.readTree(Files.readAllBytes(backup().resolve("secrets/index.json")));
        byte[] token = Base64.getDecoder()
                .decode(lab.cluster("GET", "/api/v1/namespaces/pachyderm/secrets/pachyderm-auth", "")
                        .at("/data/root-token")
                        .asText());
        assertThat(index.at("/pachyderm-auth/sha256/root-token").asText()).isEqualTo(sha256(token));
    }

    @Test
    void noSecretIsInWhatWasWrittenOrSaid() throws Exception {
        Map<String, String> secrets = secrets();
        assertThat(secrets).hasSizeGreaterThan(12);
        Map<String, String> texts = new TreeMap<>(Map.of("stdout", rehearsal.out(), "stderr", rehearsal.err()));
        List<Path> written = new ArrayList<>(files(desk.runFolder().orElseThrow()));
        written.addAll(files(backup()));
        written.addAll(files(desk.state().resolve("locks")));
        try (Stream<Path> beside = Files.list(desk.state())) {
            written.addAll(beside.filter(Files::isRegularFile).toList());
        }
        for (Path path : written) {
            texts.put(path.toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
        }
        assertThat(texts).hasSizeGreaterThan(50);
        secrets.forEach((name, secret) -> texts.forEach((where, text) ->
                assertThat(text.contains(secret)).as(name + " in " + where).isFalse()));
    }

    /** Every secret by its name, as it is and as Kubernetes writes it. */
    private static Map<String, String> secrets() throws Exception {
        LabDescription all = lab.description();
        Map<String, String> secrets = new TreeMap<>();
        for (Path file : List.of(
                all.database().passwordFile(),
                all.database().superuserPasswordFile(),
                all.store().secretKeyFile(),
                all.control().tokenFile())) {
            secrets.put(file.toString(), Files.readString(file).strip());
        }
        for (JsonNode secret :
                lab.cluster("GET", "/api/v1/namespaces/pachyderm/secrets", "").path("items")) {
            secret.path("data").fields().forEachRemaining(entry -> {
                if (!KNOWN_OTHERWISE.contains(entry.getKey())) {
                    String encoded = entry.getValue().asText();
                    String name = secret.at("/metadata/name").asText() + " " + entry.getKey();
                    secrets.put(name + " encoded", encoded);
                    secrets.put(name, new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1));
                }
            });
        }
        assertThat(secrets.values()).allMatch(secret -> secret.length() > 15);
        return secrets;
    }

    private static List<Path> files(Path directory) throws Exception {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theAuditIsIntactSealedAndAnchoredInItsBackup() throws Exception {
        Program.Ended verified = desk.run("audit", "verify", run());
        assertThat(verified.code()).as(verified.all()).isZero();
        assertThat(verified.out()).startsWith("OK\nANCHORED SEALED\n");
        JsonNode anchor = manifest().at("/run/audit");
        Program.Ended anchored = desk.run(
                "audit",
                "verify",
                run(),
                "--head",
                anchor.path("sequence").asText() + ":" + anchor.path("hash").asText());
        assertThat(anchored.code()).as(anchored.all()).isZero();
        assertThat(anchored.out()).doesNotContain("UNANCHORED");
        Program.Ended shown = desk.run("audit", "show", run());
        assertThat(shown.code()).isZero();
        assertThat(shown.out()).contains("scale-down-pachd");
    }

    @Test
    void oneChangedByteIsFoundAtItsRecord() throws Exception {
        Path changed = desk.directory().resolve("changed.jsonl");
        List<String> lines = new ArrayList<>(
                Files.readAllLines(desk.runFolder().orElseThrow().resolve("journal.jsonl")));
        String line = lines.get(41);
        int at = line.indexOf("\"outcome\":\"") + "\"outcome\":\"".length();
        lines.set(41, line.substring(0, at) + (char) (line.charAt(at) + 1) + line.substring(at + 1));
        Files.writeString(changed, String.join("\n", lines) + "\n");
        Program.Ended verified = desk.run("audit", "verify", changed.toString());
        assertThat(verified.code()).as(verified.all()).isEqualTo(11);
        assertThat(verified.out()).contains("42");
    }

    @Test
    void anotherProgramComputesTheSameChain() throws Exception {
        Assumptions.assumeTrue(desk.has("python3", "--version"), "python3 is not installed");
        Path script = desk.directory().resolve("chain.py");
        Files.writeString(
                script,
                """
                import hashlib, json, sys
                previous, count = "0" * 64, 0
                for line in open(sys.argv[1], encoding="utf-8"):
                    record = json.loads(line)
                    said = record["lifeboat"]["chain"].pop("hash")
                    assert record["lifeboat"]["chain"]["prev"] == previous, count
                    form = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
                    text = "lifeboat-journal-1\\n" + previous + form
                    previous, count = hashlib.sha256(text.encode("utf-8")).hexdigest(), count + 1
                    assert said == previous, count
                    assert record["event"]["sequence"] == count
                print(count)
                """);
        Program.Ended checked = desk.tool(
                "python3",
                script.toString(),
                desk.runFolder().orElseThrow().resolve("journal.jsonl").toString());
        assertThat(checked.out()).as(checked.err()).isEqualTo(desk.journal().size() + "\n");
    }

    @Test
    void kubectlSawPachdAtZeroFromTheDumpOnAndAtThreeAfterwards() throws Exception {
        Assumptions.assumeTrue(desk.has("kubectl", "version", "--client"), "kubectl is not installed");
        assertThat(REPLICAS_MEANWHILE).containsExactly("0");
        assertThat(kubectlReplicas()).isEqualTo("3");
    }

    @Test
    @Fault("F25")
    void everyPermissionThatWasNeededHadBeenAskedFor() throws Exception {
        assertThat(lab.neededUnasked()).isEmpty();
    }

    @Test
    void everythingWasChangedOnce() throws Exception {
        assertThat(lab.changes()).isEqualTo(LabView.wholeBackup());
        assertThat(lab.writes())
                .hasSize(400)
                .allSatisfy((key, times) -> assertThat(times).as(key).isEqualTo(1))
                .allSatisfy((key, times) -> assertThat(key).startsWith("pach-backup/"));
        assertThat(desk.summary().path("open_holds")).isEmpty();
    }
}
