package lifeboat.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.process.Masker;
import lifeboat.process.Programs;
import lifeboat.process.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientToolsTest {
    @TempDir
    Path root;

    @Test
    @Fault("F36")
    void theNewestProgramThatIsNotOlderThanTheServerIsUsed() throws Exception {
        install("13", "13.21");
        install("9.6", "9.6.24");
        install("17", "17.2 (Debian 17.2-1)");
        ClientTools tools = discover();

        assertThat(tools.suitable("pg_dump", 150_018).version()).isEqualTo(Version.of(17, 2));
        assertThat(tools.found()).hasSize(3);
        assertThatThrownBy(() -> tools.suitable("pg_dump", 180_000))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("older than the server, 18");
        assertThatThrownBy(() -> tools.suitable("pg_restore", 150_000)).hasMessageContaining("there is no pg_restore");
    }

    /** Every major version of a program against every one of a server, as numbers tell them: 90624 is 9.6, 150018 is 15. */
    @Test
    @Fault("F36")
    void aProgramOfAnyOlderMajorVersionThanTheServerIsRefusedWithBothVersions(Tally tally) throws Exception {
        List<Integer> servers =
                List.of(90_224, 90_305, 90_426, 90_525, 90_624, 100_023, 110_022, 120_022, 130_021, 150_018, 170_002);
        for (int program : servers) {
            Version version = program >= 100_000
                    ? Version.of(program / 10_000, program % 10_000)
                    : Version.of(program / 10_000, program / 100 % 100, program % 100);
            ClientTools tools =
                    new ClientTools(List.of(new ClientTools.Tool("pg_dump", Path.of("/x/pg_dump"), version)));
            for (int server : servers) {
                if (program >= server) {
                    assertThat(tools.suitable("pg_dump", server).version()).isEqualTo(version);
                    continue;
                }
                tally.injected();
                assertThatThrownBy(() -> tools.suitable("pg_dump", server))
                        .isInstanceOfSatisfying(DatabaseException.class, refused -> assertThat(refused.kind())
                                .isEqualTo(DatabaseException.Kind.TOOLS))
                        .hasMessageContaining(version.toString())
                        .hasMessageContaining("older than the server");
                tally.survived();
            }
        }
    }

    @Test
    void beforeTenTheMajorVersionHasTwoNumbers() {
        ClientTools.Tool tool = new ClientTools.Tool("pg_dump", Path.of("/x"), Version.of(9, 2, 1));

        assertThat(ClientTools.unsuitable(tool, 90_600)).isPresent();
        assertThat(ClientTools.unsuitable(tool, 90_224)).isEmpty();
    }

    private ClientTools discover() throws InterruptedException {
        return ClientTools.discover(new Programs(Map.of(), List.of(), Masker.NONE), ClientTools.installedUnder(root));
    }

    private void install(String directory, String version) throws Exception {
        Path bin = Files.createDirectories(root.resolve(directory).resolve("bin"));
        Path program =
                Files.writeString(bin.resolve("pg_dump"), "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
