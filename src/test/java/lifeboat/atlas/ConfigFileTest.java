package lifeboat.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import lifeboat.process.Secret;
import lifeboat.process.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class ConfigFileTest {
    private static final String STORE =
            """
            atlasdb:
              keyValueService:
                type: relational
                ddl:
                  type: postgres
                  tablePrefix: a_
                connection:
                  type: postgres
                  host: db.example
                  port: 55432
                  dbName: atlas
                  dbLogin: palantir
                  dbPassword: canary-3
            """;

    @TempDir
    Path directory;

    private AtlasConfig read(String text) throws Exception {
        return ConfigFile.read(Files.writeString(directory.resolve("atlas.yml"), text), "/atlasdb");
    }

    @Test
    void a_postgresql_store_is_read_with_all_that_names_it() throws Exception {
        AtlasConfig config = read(STORE + "  timestamp:\n    servers: [\"http://127.0.0.1:38280\"]\n");
        assertThat(config.store()).isEqualTo(AtlasConfig.Store.POSTGRESQL);
        assertThat(config.database().orElseThrow())
                .isEqualTo(new AtlasConfig.Database(
                        "db.example", 55432, "atlas", "palantir", java.util.Optional.of(Secret.of("canary-3")), "a_"));
        assertThat(config.services()).containsExactly("timestamp");
        assertThat(config.fetchRefusal()).isEmpty();
    }

    @Test
    void an_encrypted_password_is_left_to_the_program_and_what_names_the_store_must_be_readable() throws Exception {
        AtlasConfig config = read(STORE.replace("canary-3", "${enc:bm90aGluZw==}"));
        assertThat(config.database().orElseThrow().password()).isEmpty();
        for (String name : java.util.List.of("db.example", "55432", "dbName: atlas", "a_")) {
            String key = name.contains(": ") ? name.substring(0, name.indexOf(':') + 2) : "";
            assertThatThrownBy(() -> read(STORE.replace(name, key + "\"${enc:bm90aGluZw==}\"")))
                    .isInstanceOf(AtlasException.class)
                    .hasMessageContaining("is encrypted")
                    .hasMessageNotContaining("bm90");
        }
        assertThatThrownBy(() -> read("atlasdb: {keyValueService: {type: cassandra, servers: ['${enc:YQ==}']}}"))
                .hasMessageContaining("servers is encrypted");
    }

    @Test
    void the_jars_that_a_start_script_lists_tell_the_version_too() throws Exception {
        Path program = Files.writeString(
                Files.createDirectories(directory.resolve("product/bin")).resolve("atlasdb"),
                "#!/bin/sh\nCLASSPATH=$APP_HOME/jars/atlasdb-cli-0.309.0.jar:$APP_HOME/jars/atlasdb-api-0.309.0.jar\n");
        assertThat(Installed.version(program)).contains(Version.of(0, 309, 0));
        assertThatThrownBy(() -> Installed.agree("0.39.0", program)).hasMessageContaining("are of 0.309.0");
        Files.writeString(program, "\u007fELF atlasdb-cli-0.309.0.jar");
        assertThat(Installed.version(program)).isEmpty();
    }

    @Test
    void a_configuration_without_a_service_fetches_nothing_that_means_something() throws Exception {
        assertThat(read(STORE).fetchRefusal().orElseThrow()).contains("leader, timelock or timestamp block");
        assertThat(read(STORE + "  lock:\n    servers: [\"http://127.0.0.1:1\"]\n")
                        .fetchRefusal())
                .isPresent();
        assertThat(read(STORE + "  leader: {localServer: x}\n").fetchRefusal()).isEmpty();
        assertThat(read(STORE + "  timelock: {client: x}\n").fetchRefusal()).isEmpty();
    }

    @Test
    void cassandra_is_read_with_its_keyspace_and_its_nodes_in_both_forms() throws Exception {
        AtlasConfig old = read("atlasdb: {keyValueService: {type: cassandra, keyspace: ks, servers: ['a:9160', b]}}");
        assertThat(old.store()).isEqualTo(AtlasConfig.Store.CASSANDRA);
        assertThat(old.keyspace()).contains("ks");
        assertThat(old.nodes()).containsExactly("a:9160", "b");
        AtlasConfig later = read("atlasdb: {namespace: ns, keyValueService: {type: cassandra, servers:"
                + " {type: default, thriftHosts: ['c:9160']}}}");
        assertThat(later.keyspace()).contains("ns");
        assertThat(later.nodes()).containsExactly("c:9160");
    }

    @Test
    void rocksdb_is_read_with_its_directory_and_others_are_for_the_hand() throws Exception {
        assertThat(read("atlasdb: {keyValueService: {type: rocksdb, dataDir: /var/atlas}}")
                        .path())
                .contains("/var/atlas");
        assertThat(read("atlasdb: {keyValueService: {type: relational, ddl: {type: oracle}}}")
                        .store())
                .isEqualTo(AtlasConfig.Store.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "other: {}",
                "atlasdb: {}",
                "atlasdb: {keyValueService: {}}",
                "atlasdb: {a: 1, a: 2}",
                "atlasdb: {keyValueService: {type: relational, ddl: {type: postgres}}}",
                "atlasdb: !!javax.script.ScriptEngineManager []",
                "atlasdb: {keyValueService: {dbPassword: canary-3, type: [",
            })
    void what_is_no_configuration_is_refused_without_a_word_of_its_values(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(AtlasException.class)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void the_root_needs_its_slash_and_may_be_nested() throws Exception {
        Path file = Files.writeString(
                directory.resolve("product.yml"), "product: {atlas: {keyValueService: {type: memory}}}\n");
        assertThat(ConfigFile.read(file, "/product/atlas").type()).isEqualTo("memory");
        assertThatThrownBy(() -> ConfigFile.read(file, "product/atlas")).hasMessageContaining("leading slash");
        assertThatThrownBy(() -> ConfigFile.read(directory.resolve("none.yml"), "/"))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void the_version_is_supported_by_the_jars_and_a_contradiction_is_refused() throws Exception {
        Path program = Files.createDirectories(directory.resolve("cli/bin")).resolve("atlasdb");
        Files.writeString(program, "");
        assertThat(Installed.version(program)).isEmpty();
        assertThat(Installed.agree("0.309.0", program)).isEqualTo(Version.of(0, 309, 0));
        Path lib = Files.createDirectories(directory.resolve("cli/lib"));
        Files.writeString(lib.resolve("atlasdb-cli-0.309.0.jar"), "");
        Files.writeString(lib.resolve("atlasdb-client-protobufs-0.309.0.jar"), "");
        Files.writeString(lib.resolve("guava-18.0.jar"), "");
        assertThat(Installed.version(program)).contains(Version.of(0, 309, 0));
        assertThat(Installed.agree("0.309", program)).isEqualTo(Version.of(0, 309));
        assertThatThrownBy(() -> Installed.agree("0.39.0", program)).hasMessageContaining("are of 0.309.0");
        assertThatThrownBy(() -> Installed.agree("newest", program)).hasMessageContaining("not a version");
        Files.writeString(lib.resolve("atlasdb-api-0.310.1.jar"), "");
        assertThatThrownBy(() -> Installed.version(program)).hasMessageContaining("several versions");
    }

    @Test
    void a_link_to_the_program_leads_to_its_jars() throws Exception {
        Path program = Files.createDirectories(directory.resolve("opt/bin")).resolve("atlasdb");
        Files.writeString(program, "");
        Files.writeString(Files.createDirectories(directory.resolve("opt/lib")).resolve("atlasdb-cli-0.40.0.jar"), "");
        Path link = Files.createSymbolicLink(directory.resolve("atlasdb"), program);
        assertThat(Installed.version(link)).contains(Version.of(0, 40, 0));
    }
}
