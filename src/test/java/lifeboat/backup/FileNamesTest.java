package lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of databases, secrets and objects are data: whatever they are, the file stays in its folder and is its own. */
class FileNamesTest {
    private static final List<String> ODD = List.of(
            "pachyderm",
            "Pachyderm",
            "Pachyderm \"old\" 2019",
            "",
            " ",
            "%",
            "%%",
            "%2F",
            "%25",
            ".",
            "..",
            "...",
            "../..",
            "../../etc/passwd",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "a%2Fb",
            "-rf",
            "~",
            "globals.sql",
            "globals",
            "index.json",
            "index",
            "manifest.json",
            "pachyderm.1",
            "pachyderm.partial",
            "pachyderm.partial.1",
            "pachyderm.note.json",
            "pachyderm.note",
            "new\nline",
            "nul\u0000",
            "\u001b[31mred",
            "ü",
            "u\u0308",
            "データベース",
            "\uD83D\uDE00",
            "\u202Egnp.exe",
            "a".repeat(179),
            "a".repeat(180),
            "a".repeat(181),
            "a".repeat(300),
            "a".repeat(299) + "b",
            "/".repeat(300),
            "é".repeat(300),
            "CON",
            "$(reboot)");

    @TempDir
    Path directory;

    private List<Path> places(BackupFolder folder, String name) {
        return List.of(
                folder.database(name),
                folder.databaseNote(name),
                folder.secret(name),
                folder.kubernetes("deployment", name),
                folder.kubernetes(name, "pachd"));
    }

    @Test
    void everyNameBecomesOneHarmlessFileName() {
        for (String name : ODD) {
            assertThat(FileNames.encode(name)).as(name).matches("[A-Za-z0-9_%-]{1,180}");
        }
    }

    @Test
    void noNameLeadsOutOfTheFolderOrIntoAnother() throws Exception {
        BackupFolder folder = BackupFolder.create(directory, "backup");
        for (String name : ODD) {
            for (Path place : places(folder, name)) {
                assertThat(place.normalize()).isEqualTo(place);
                assertThat(place.startsWith(folder.path())).as(name).isTrue();
                assertThat(folder.path().relativize(place).getNameCount()).isEqualTo(2);
            }
        }
    }

    @Test
    void twoNamesNeverShareAPlaceAndNoneTakesOneOfOurs() throws Exception {
        BackupFolder folder = BackupFolder.create(directory, "backup");
        Set<Path> taken = new HashSet<>(List.of(
                folder.globals(), folder.secretsIndex(), folder.helmValues(), folder.inventory(), folder.manifest()));
        for (String name : ODD) {
            for (Path place : places(folder, name)) {
                assertThat(taken.add(place)).as("%s for '%s'", place, name).isTrue();
            }
        }
    }

    @Test
    void randomNamesNeverShareAPlace() {
        Random random = new Random(20261121);
        String alphabet = "aAbB01-_%./ \"\u00e4\u65e5";
        Set<String> names = new HashSet<>();
        Set<String> files = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(random.nextInt(50) == 0 ? 400 : 8); length > 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (names.add(name.toString())) {
                assertThat(files.add(FileNames.encode(name.toString())))
                        .as(name.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void aShortNameCanBeReadBackByPeople() {
        for (String name : ODD) {
            if (!name.isEmpty() && FileNames.encode(name).length() < 100) {
                assertThat(decoded(FileNames.encode(name))).isEqualTo(name);
            }
        }
        assertThat(FileNames.encode("Pachyderm \"old\" 2019")).isEqualTo("Pachyderm%20%22old%22%202019");
    }

    @Test
    void everyPlaceCanReallyBeWritten() throws Exception {
        BackupFolder folder = BackupFolder.create(directory, "Pachyderm \"old\" /2019/..");
        assertThat(folder.path().getParent()).isEqualTo(directory);
        List<Path> written = new ArrayList<>();
        for (String name : ODD) {
            for (Path place : List.of(folder.databaseNote(name), folder.secret(name), folder.kubernetes("pod", name))) {
                folder.write(place, place.toString().getBytes(StandardCharsets.UTF_8));
                written.add(place);
            }
        }
        for (Path place : written) {
            assertThat(place).hasContent(place.toString());
        }
    }

    private static String decoded(String file) {
        byte[] bytes = new byte[file.length()];
        int length = 0;
        for (int i = 0; i < file.length(); i++) {
            if (file.charAt(i) == '%') {
                bytes[length++] = (byte) Integer.parseInt(file.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[length++] = (byte) file.charAt(i);
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Test
    void lettersDigitsAndTwoMarksStayAsTheyAreAndNothingElseDoes() {
        for (char character = 0; character < 0x80; character++) {
            String name = Character.toString(character);
            assertThat(FileNames.encode(name).equals(name))
                    .as("%02X", (int) character)
                    .isEqualTo(name.matches("[A-Za-z0-9_-]"));
        }
    }

    @Test
    void onlyANameThatIsTooLongIsCut() {
        assertThat(FileNames.encode("a".repeat(180))).isEqualTo("a".repeat(180));
        assertThat(FileNames.encode("a".repeat(181))).startsWith("a".repeat(110) + "%-");
    }
}
