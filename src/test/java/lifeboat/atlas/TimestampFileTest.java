package lifeboat.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init")
class TimestampFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("backup.timestamp");
    }

    @Test
    void what_the_program_wrote_gets_its_name_once_and_is_private() throws Exception {
        Files.writeString(TimestampFile.prepare(file), "3010015\n");
        assertThat(TimestampFile.publish(file)).isEqualTo(3_010_015);
        assertThat(TimestampFile.read(file)).isEqualTo(3_010_015);
        assertThat(TimestampFile.partial(file)).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_timestamp_that_is_there_is_never_written_over() throws Exception {
        Files.writeString(file, "3010015\n");
        assertThatThrownBy(() -> TimestampFile.prepare(file)).hasMessageContaining("already");
        Files.writeString(TimestampFile.partial(file), "4010015\n");
        assertThatThrownBy(() -> TimestampFile.publish(file)).hasMessageContaining("already");
        assertThat(file).content().isEqualTo("3010015\n");
    }

    @Test
    void what_an_unfinished_attempt_left_does_not_stand_in_the_way() throws Exception {
        Files.writeString(TimestampFile.partial(file), "30");
        assertThat(TimestampFile.prepare(file)).doesNotExist();
    }

    @Test
    void what_is_no_timestamp_does_not_get_its_name() throws Exception {
        Files.writeString(TimestampFile.prepare(file), "");
        assertThatThrownBy(() -> TimestampFile.publish(file)).hasMessageContaining("is empty");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3010015, 3010015", "4611686018427387904, 4611686018427387904"})
    void one_line_of_digits_is_read_with_and_without_its_end(String digits, long timestamp) throws Exception {
        Files.writeString(file, digits);
        assertThat(TimestampFile.read(file)).isEqualTo(timestamp);
        Files.writeString(file, digits + "\n");
        assertThat(TimestampFile.read(file)).isEqualTo(timestamp);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "\\n|is not one line",
                "3010015\\r\\n|carriage return",
                "3010015\\n\\n|more than one line",
                "3010015\\n3010026\\n|more than one line",
                "\\uFEFF3010015\\n|byte order mark",
                "' 3010015\\n'|is not one line",
                "3010015 \\n|is not one line",
                "-5\\n|is not one line",
                "0\\n|begins with a zero",
                "03010015\\n|begins with a zero",
                "three\\n|is not one line",
                "30100151234567890123\\n|is not one line",
                "9223372036854775807\\n|no timestamp service reaches",
                "9999999999999999999\\n|no timestamp service reaches",
                "4611686018427387905\\n|no timestamp service reaches",
            })
    void anything_else_is_refused_with_what_is_wrong(String content, String reason) throws Exception {
        String text = content.replace("\\r", "\r").replace("\\n", "\n").replace("\\uFEFF", "\uFEFF");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> TimestampFile.read(file))
                .isInstanceOf(AtlasException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_file_that_is_much_too_long_is_not_read_to_its_end() throws Exception {
        Files.writeString(file, "1".repeat(5_000_000));
        assertThatThrownBy(() -> TimestampFile.read(file)).hasMessageContaining("longer than any timestamp");
    }

    @Test
    void a_missing_file_a_folder_and_a_link_are_refused() throws Exception {
        assertThatThrownBy(() -> TimestampFile.read(file)).hasMessageContaining("there is no timestamp file");
        Files.writeString(directory.resolve("other"), "3010015\n");
        Files.createSymbolicLink(file, directory.resolve("other"));
        assertThatThrownBy(() -> TimestampFile.read(file)).hasMessageContaining("there is no timestamp file");
        assertThatThrownBy(() -> TimestampFile.read(directory)).hasMessageContaining("there is no timestamp file");
    }
}
