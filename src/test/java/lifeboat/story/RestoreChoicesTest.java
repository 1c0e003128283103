package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.bucket.BucketClone;
import lifeboat.bucket.BucketCompare;
import lifeboat.bucket.CloneReport;
import lifeboat.bucket.ObjectStore;
import lifeboat.bucket.TransferProgress;
import lifeboat.lab.LabDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One lab and one backup; what the operator may choose in a restore, each once. The restores follow one another. The
 * profile {@code soak} tries more of them.
 */
@EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init")
class RestoreChoicesTest {
    private static final String BY_HAND = "Run it where there is helm";

    private Desk desk;
    private LabView lab;
    private Path backup;
    private Map<String, String> before;

    @BeforeAll
    void makeABackup() throws Exception {
        desk = new Desk();
        Program up = desk.lifeboat("lab", "--objects", "12", "--pace", "0");
        Program.await("the lab", () -> {
            try {
                return up.out().contains("Ctrl-C ends it.\n") || !up.isAlive();
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        lab = desk.lab();
        try (Connection connection = lab.superuser("pachyderm")) {
            before = Restored.content(connection);
        }
        Program.Ended ended = new Answering(desk.lifeboat(
                        "run",
                        "pachyderm-backup",
                        "--line",
                        "--parameters",
                        parameters(
                                "backup",
                                "backup_dir=" + desk.backups(),
                                "bucket=" + store().source(),
                                "objects_by=download",
                                "keep_secret_content=true")))
                .toTheEnd();
        assertThat(ended.code()).as(ended.all()).isZero();
        try (Stream<Path> all = Files.list(desk.backups())) {
            backup = all.toList().get(0);
        }
        ObjectStore from = lab.bucket(store().source());
        ObjectStore to = lab.bucket(store().backup());
        CloneReport copied = new BucketClone(from, to, BucketClone.Options.standard()).run(now -> {}, () -> false);
        assertThat(copied.toString()).isNotEmpty();
        from.close();
        to.close();
    }

    @AfterAll
    void end() throws Exception {
        desk.close();
    }

    private LabDescription.Store store() {
        return lab.description().store();
    }

    /** A file of mode 0600 with what every run needs, and with these. */
    private String parameters(String name, String... more) throws Exception {
        LabDescription world = lab.description();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("kubeconfig", world.cluster().kubeconfig().toString());
        values.put("namespace", world.cluster().namespace());
        values.put("pachctl_program", world.pachctl().toString());
        values.put("database_host", world.database().host());
        values.put("database_port", Integer.toString(world.database().port()));
        values.put("database_user", "postgres");
        values.put("database_password", superuserPassword());
        values.put("database_sslrootcert", world.database().rootCertificate().toString());
        values.put("s3_endpoint", world.store().endpoint().toString());
        values.put("s3_region", world.store().region());
        values.put("s3_access_key", world.store().accessKey());
        values.put(
                "s3_secret_key", Files.readString(world.store().secretKeyFile()).strip());
        for (String pair : more) {
            values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        Path file = desk.directory().resolve(name + ".yaml");
        Files.writeString(
                file,
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + ": \"" + entry.getValue() + "\"\n")
                        .collect(Collectors.joining()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private String superuserPassword() throws Exception {
        return Files.readString(lab.description().database().superuserPasswordFile())
                .strip();
    }

    private Answering restore(String name, String... more) throws Exception {
        String[] all = Stream.concat(
                        Stream.of(
                                "backup=" + backup,
                                "helm_program=" + lab.description().pachctl().resolveSibling("helm"),
                                "pachctl_config=" + lab.lab().directory().resolve("pachctl/config.json")),
                        Arrays.stream(more))
                .toArray(String[]::new);
        return new Answering(desk.lifeboat("run", "pachyderm-restore", "--line", "--parameters", parameters(name, all)))
                .secrets(this::secret);
    }

    private String secret(String name) {
        try {
            return name.equals("database_password")
                    ? superuserPassword()
                    : Files.readString(store().secretKeyFile()).strip();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String words(Program.Ended ended) {
        return ended.out().replaceAll("\\s+", " ");
    }

    private void sql(String... statements) throws Exception {
        try (Connection connection = lab.superuser("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private TreeSet<String> databases() throws Exception {
        TreeSet<String> names = new TreeSet<>();
        try (Connection connection = lab.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select datname from pg_database where not datistemplate")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private String inSecret(String name, String key) throws Exception {
        JsonNode secret = lab.cluster("GET", "/api/v1/namespaces/pachyderm/secrets/" + name, "");
        return new String(Base64.getDecoder().decode(secret.at("/data/" + key).asText()), StandardCharsets.UTF_8);
    }

    /** What stands behind the words that announce a command, in the text that "diff" shows as it is. */
    private String command(String said) {
        int at = said.lastIndexOf(BY_HAND);
        int helm = said.indexOf("helm ", said.indexOf(": ", at));
        return said.substring(helm, said.indexOf(" What did helm say?", helm));
    }

    @Test
    @Order(1)
    void whatIsKeptIsLeftOutWithTheReasonAndTheObjectsComeFromTheFolder() throws Exception {
        Map<String, Integer> cluster = lab.changes();
        Program.Ended ended = restore(
                        "upload",
                        "databases_by=keep",
                        "deployment=keep",
                        "objects_by=upload",
                        "bucket=" + store().empty())
                .toTheEnd();
        assertThat(ended.code()).as(ended.all()).isZero();
        assertThat(words(ended))
                .contains("pachyderm, which is kept, ends with migration 47, as Pachyderm 2.8.10 expects")
                .contains("Restore the database pachyderm: left out, databases_by is keep, not dumps.")
                .contains("Install Pachyderm: left out, deployment is keep")
                .contains("Fill the new bucket from the backup bucket: left out, objects_by is upload, not copy.");
        assertThat(lab.changes()).isEqualTo(cluster);
        ObjectStore source = lab.bucket(store().source());
        ObjectStore filled = lab.bucket(store().empty());
        TransferProgress.Listener deaf = now -> {};
        assertThat(new BucketCompare(BucketCompare.Options.standard(), () -> false)
                        .compare(source, filled, deaf)
                        .same())
                .isEqualTo(12);
        source.close();
        filled.close();
    }

    @Test
    @Order(2)
    void anOlderPachydermIsNotInstalledOverDatabasesThatAreKept() throws Exception {
        TreeSet<String> databases = databases();
        Map<String, Integer> cluster = lab.changes();
        Program.Ended refused = restore("older", "databases_by=keep", "objects_by=keep", "version=2.7.8")
                .at("Look at everything", said -> said.contains("What now?") ? "stop" : "close")
                .toTheEnd();
        assertThat(refused.code()).as(refused.all()).isEqualTo(4);
        assertThat(refused.err()).isEmpty();
        assertThat(words(refused))
                .contains("pachyderm, which is kept, ends with migration 47, and Pachyderm 2.7.8 knows 39")
                .contains("Install 2.8.0 or later");
        assertThat(databases()).isEqualTo(databases);
        assertThat(lab.changes()).isEqualTo(cluster);
    }

    @Test
    @Order(3)
    void withoutHelmTheProviderAndTheBackupBucketMakeAClusterAgain() throws Exception {
        Path helm = lab.description().pachctl().resolveSibling("helm");
        Answering.Deed byHand = said -> {
            if (!said.contains(BY_HAND)) {
                return "";
            }
            if (!said.contains(" What did helm say? ")) {
                return "diff";
            }
            Program.Ended done = desk.shell(command(said).replaceFirst("^helm", helm.toString()));
            assertThat(done.code()).as(done.all()).isZero();
            return "";
        };
        Program.Ended ended = restore(
                        "byhand",
                        "helm_program=no-helm-here",
                        "databases_by=provider",
                        "pachyderm_database=pachyderm_new",
                        "dex_database=dex_new",
                        "objects_by=backup_bucket",
                        "backup_bucket=" + store().backup(),
                        "bucket=" + store().backup(),
                        "pachd_address=grpc://127.0.0.1:30650")
                .at("Restore the databases with the provider", said -> {
                    if (said.contains("Wait until the provider")) {
                        sql(
                                "create database pachyderm_new template pachyderm owner pachyderm",
                                "create database dex_new template dex owner pachyderm");
                    }
                    return "";
                })
                .at("Uninstall the version that is there, by hand", byHand)
                .at("Install Pachyderm by hand", byHand)
                .toTheEnd();
        assertThat(ended.code()).as(ended.all()).isZero();
        assertThat(words(ended))
                .contains("there is no no-helm-here on this machine: install and uninstall are done by hand")
                .contains("Helm has no record of pachyderm, and nothing of pachd is left")
                .contains("pods of pachd run pachyderm/pachd:2.8.10")
                .contains("pachyderm reaches pachyderm_new")
                .contains("pach-backup is reached with the keys of the values")
                .contains("kubectl --kubeconfig " + lab.description().cluster().kubeconfig())
                .contains("--namespace pachyderm run lifeboat-check-database")
                .contains("pg_isready --host 127.0.0.1")
                .contains("--namespace pachyderm run lifeboat-check-bucket");
        assertThat(inSecret("pachyderm-storage-secret", "AMAZON_BUCKET")).isEqualTo(store().backup());
        assertThat(lab.replicas("pachd")).isEqualTo(3);
    }

    @Test
    @Order(4)
    void whereSomethingIsInstalledNothingNewIsInstalled() throws Exception {
        Map<String, Integer> cluster = lab.changes();
        Program.Ended refused = restore("taken", "deployment=new", "existing=aside", "objects_by=keep")
                .at("Look at everything", said -> said.contains("What now?") ? "stop" : "close")
                .toTheEnd();
        assertThat(refused.code()).as(refused.all()).isEqualTo(4);
        assertThat(refused.err()).isEmpty();
        assertThat(words(refused)).contains("something is installed already: pachd in pachyderm of lab has 3 of 3");
        assertThat(lab.changes()).isEqualTo(cluster);
    }

    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    @Test
    @Order(5)
    void aRenameIsTakenBackAfterAResumeAndANewDeploymentIsInstalledWhereNothingIs() throws Exception {
        Path helm = lab.description().pachctl().resolveSibling("helm");
        Program.Ended gone = desk.tool(
                helm.toString(),
                "uninstall",
                "pachyderm",
                "--kubeconfig",
                lab.description().cluster().kubeconfig().toString(),
                "--namespace",
                "pachyderm");
        assertThat(gone.code()).as(gone.all()).isZero();
        Program.await("the end of pachd", () -> {
            try {
                return lab.cluster("GET", "/api/v1/namespaces/pachyderm/pods?labelSelector=app%3Dpachd", "")
                        .path("items")
                        .isEmpty();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        sql("drop database pachyderm_new", "drop database dex_new");

        Program.Ended left = restore("new", "deployment=new", "existing=aside", "objects_by=keep")
                .at("Rename the database that is in the way of dex", said -> "leave")
                .toTheEnd();
        assertThat(left.code()).as(left.all()).isEqualTo(3);
        assertThat(words(left)).contains("Restore over a Pachyderm that serves: left out, preflight.live is false");
        assertThat(databases()).contains("dex").doesNotContain("pachyderm");

        boolean[] taken = new boolean[2];
        Program.Ended ended = new Answering(desk.lifeboat("resume", "--line"))
                .secrets(this::secret)
                .at("Rename the database that is in the way of dex", said -> {
                    if (!taken[0]) {
                        taken[0] = true;
                        return "undo set-aside-pachyderm";
                    }
                    return "";
                })
                .at("Rename the database that is in the way of pachyderm", said -> {
                    if (said.contains("TAKEN BACK") && !taken[1]) {
                        taken[1] = true;
                        assertThat(said).containsPattern("name pachyderm_aside_\\S+ -> pachyderm");
                    } else if (taken[1]) {
                        assertThat(databases()).contains("pachyderm");
                    }
                    return "";
                })
                .toTheEnd();
        assertThat(ended.code()).as(ended.all()).isZero();
        assertThat(taken).containsExactly(true, true);
        assertThat(databases()).contains("pachyderm", "dex");
        try (Connection connection = lab.superuser("pachyderm")) {
            assertThat(Restored.content(connection)).isEqualTo(before);
        }
        assertThat(inSecret("pachyderm-storage-secret", "AMAZON_BUCKET")).isEqualTo(store().source());
    }
}
