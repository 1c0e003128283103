package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.backup.SavedBackup;
import lifeboat.bucket.ObjectStore;
import lifeboat.fault.Fault;
import lifeboat.journal.json.CanonicalJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What is wrong with a backup, or with what was typed, ends a restore before anything is touched. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway")
class RestoreRefusedTest {
    private Desk made;
    private Path backup;

    @BeforeAll
    void makeABackup() throws Exception {
        made = new Desk();
        Program.Ended ended = made.run(
                "rehearse",
                "pachyderm-backup",
                "--line",
                "--auto",
                "--objects",
                "30",
                "--backup-dir",
                made.backups().toString());
        assertThat(ended.code()).as(ended.all()).isZero();
        try (Stream<Path> all = Files.list(made.backups())) {
            backup = all.toList().get(0);
        }
    }

    @AfterAll
    void end() throws Exception {
        made.close();
    }

    private static void flip(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private Program.Ended rehearse(Desk desk, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "rehearse", "pachyderm-restore", "--line", "--auto", "--objects", "30", "-p", "backup=" + backup));
        arguments.addAll(List.of(more));
        return desk.run(arguments.toArray(String[]::new));
    }

    @Test
    @Fault({"F38"})
    void oneFlippedBitInADumpIsRefusedBeforeAnythingIsTouched() throws Exception {
        Path file = backup.resolve("postgres/dex/toc.dat");
        flip(file);
        try (Desk desk = new Desk()) {
            Program.Ended refused = rehearse(desk);
            assertThat(refused.code()).as(refused.all()).isEqualTo(4);
            assertThat(refused.out().replaceAll("\\s+", " "))
                    .contains("postgres/dex/toc.dat has the right size and another content");
            assertThat(desk.hasBegun("announce-outage")).isFalse();
        } finally {
            flip(file);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void oneFlippedBitInTheManifestIsRefusedBeforeARunIsOpened() throws Exception {
        flip(backup.resolve("manifest.json"));
        try (Desk desk = new Desk()) {
            Program.Ended refused = rehearse(desk);
            assertThat(refused.code()).as(refused.all()).isEqualTo(4);
            assertThat(desk.runFolder()).isEmpty();
        } finally {
            flip(backup.resolve("manifest.json"));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    @Fault("F39")
    void anOlderVersionIsRefusedAndADatabaseThatIsThereIsNotReplacedUnasked() throws Exception {
        try (Desk desk = new Desk()) {
            Program.Ended refused = rehearse(desk, "-p", "version=2.7.8", "-p", "existing=refuse");
            assertThat(refused.code()).as(refused.all()).isEqualTo(4);
            assertThat(refused.out().replaceAll("\\s+", " "))
                    .contains("2.7.8 is older than the backup's 2.8.10")
                    .contains("pachyderm is there and not empty");
            assertThat(desk.hasBegun("scale-down-pachd")).isFalse();
        }
    }

    @Test
    @Fault("F39")
    void aWrongNameOverADatabaseThatIsThereChangesNothing() throws Exception {
        try (Desk desk = new Desk()) {
            Program program = desk.lifeboat(
                    "rehearse",
                    "pachyderm-restore",
                    "--line",
                    "--objects",
                    "30",
                    "-p",
                    "backup=" + backup,
                    "-p",
                    "deployment=keep",
                    "-p",
                    "objects_by=keep");
            program.type("pachyderm\nyes\nyes\nyes\npachyderm_aside\n");
            program.endInput();
            Program.Ended left = program.ended();
            assertThat(left.code()).as(left.all()).isEqualTo(3);
            assertThat(left.out().replaceAll("\\s+", " "))
                    .contains("what was typed is not the name of what would be destroyed");
            assertThat(databases(desk.lab())).contains("pachyderm", "dex").noneMatch(name -> name.contains("_aside_"));
            assertThat(desk.lab().changes()).isEmpty();
            try (ObjectStore target =
                    desk.lab().bucket(desk.lab().description().store().empty())) {
                assertThat(target.list().next()).isNull();
            }
        }
    }

    /** The same backup with another status, as {@code pachyderm-backup} writes it when something was left out. */
    private Path partial(Desk desk) throws Exception {
        Path copy = Files.createDirectory(desk.backups().resolve("partial"));
        try (Stream<Path> all = Files.walk(backup)) {
            for (Path path : all.skip(1).toList()) {
                Files.copy(path, copy.resolve(backup.relativize(path).toString()));
            }
        }
        Map<String, Object> fields = new TreeMap<>();
        ((Map<?, ?>) CanonicalJson.read(Files.readAllBytes(copy.resolve("manifest.json"))))
                .forEach((name, value) -> fields.put((String) name, value));
        fields.put("status", "PARTIAL");
        Files.delete(copy.resolve("manifest.json"));
        Manifest.write(BackupFolder.open(copy), fields);
        return copy;
    }

    private static Program.Ended answered(Desk desk, Path folder, String answers) throws Exception {
        return desk.answered(
                answers, "rehearse", "pachyderm-restore", "--line", "--objects", "30", "-p", "backup=" + folder);
    }

    private static String id(Path folder) throws Exception {
        return SavedBackup.read(BackupFolder.open(folder)).id();
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void anIncompleteBackupIsTakenOnlyWithItsNameAndAClusterThatServesOnlyWithItsNamespace() throws Exception {
        try (Desk desk = new Desk()) {
            Path folder = partial(desk);
            Program.Ended refused = answered(desk, folder, id(folder) + "\nyes\nelsewhere\n");
            assertThat(refused.code()).as(refused.all()).isEqualTo(3);
            assertThat(refused.out().replaceAll("\\s+", " "))
                    .contains("The backup has the status PARTIAL")
                    .contains("It serves: pachd in pachyderm of lab has 3 of 3 pods ready")
                    .contains("what was typed is not the name of what would be destroyed");
            assertThat(desk.tells("action.ended", "accept-incomplete")).isTrue();
            assertThat(desk.hasBegun("accept-live-target")).isFalse();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void anotherNameThanThatOfAnIncompleteBackupIsRefused() throws Exception {
        try (Desk desk = new Desk()) {
            Program.Ended refused = answered(desk, partial(desk), "yes\nsome-other-backup\nstop\nclose\n");
            assertThat(refused.code()).as(refused.all()).isEqualTo(4);
            assertThat(refused.out()).contains("Refused before anything was changed.");
            assertThat(desk.hasBegun("preflight")).isFalse();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void whoSaysNothingToAnIncompleteBackupHasLeftTheRun() throws Exception {
        try (Desk desk = new Desk()) {
            Program.Ended left = answered(desk, partial(desk), "");
            assertThat(left.code()).as(left.all()).isEqualTo(3);
            assertThat(desk.hasBegun("accept-incomplete")).isFalse();
            assertThat(desk.lab().changes()).isEmpty();
        }
    }

    private static List<String> databases(LabView lab) throws Exception {
        List<String> names = new ArrayList<>();
        try (Connection connection = lab.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select datname from pg_database")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
