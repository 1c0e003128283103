package lifeboat.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedRolesTest {
    @TempDir
    Path folder;

    @Test
    void membershipsAreReadAsEveryVersionOfPostgresWritesThem() throws Exception {
        Path globals = Files.writeString(
                folder.resolve("globals.sql"),
                """
                CREATE ROLE pachyderm;
                ALTER ROLE pachyderm WITH NOSUPERUSER INHERIT LOGIN;
                GRANT readers TO pachyderm GRANTED BY postgres;
                GRANT "odd ""one\""" TO pachyderm;
                GRANT writers TO pachyderm WITH ADMIN OPTION GRANTED BY postgres;
                GRANT newer TO pachyderm WITH ADMIN OPTION, INHERIT TRUE GRANTED BY postgres;
                GRANT plain TO pachyderm WITH INHERIT FALSE GRANTED BY postgres;
                GRANT SET ON PARAMETER log_min_messages TO pachyderm;
                """);
        assertThat(SavedRoles.grants(globals))
                .containsExactly(
                        new SavedRoles.Grant("readers", "pachyderm", false),
                        new SavedRoles.Grant("odd \"one\"", "pachyderm", false),
                        new SavedRoles.Grant("writers", "pachyderm", true),
                        new SavedRoles.Grant("newer", "pachyderm", true),
                        new SavedRoles.Grant("plain", "pachyderm", false));
        assertThat(SavedRoles.read(globals)).extracting(SavedRoles.Row::name).containsExactly("pachyderm");
    }
}
