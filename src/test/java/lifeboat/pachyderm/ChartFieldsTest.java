package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of versions and the values by which each finds its databases and its bucket. */
class ChartFieldsTest {
    private static final ChartFields.Database NEW_DATABASE =
            new ChartFields.Database("db.example.org", 5433, Optional.empty(), "pachyderm_new", "dex");

    private static ChartFields.Answer answer(
            String version,
            Optional<ChartFields.Database> database,
            Optional<ChartFields.Bucket> bucket,
            String... present) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < present.length; i += 2) {
            values.put(present[i], present[i + 1]);
        }
        return ChartFields.of(
                PachydermVersion.parse(version).orElseThrow(),
                database,
                bucket,
                path -> Optional.ofNullable(values.get(path)));
    }

    private static String words(ChartFields.Answer answer) {
        return answer.fields().stream()
                .map(field -> field.path().replaceFirst("^(global\\.postgresql|pachd\\.storage)\\.", "") + "="
                        + field.value())
                .collect(Collectors.joining(" "));
    }

    private static Optional<ChartFields.Bucket> bucket() {
        return Optional.of(new ChartFields.Bucket("fresh", Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2.0.8       | AMAZON    |       |                                 | amazon.bucket=fresh
                    2.8.10      | AMAZON    |       |                                 | amazon.bucket=fresh
                    2.8.10      | GOOGLE    |       |                                 | google.bucket=fresh
                    2.8.10      | MICROSOFT |       |                                 | microsoft.container=fresh
                    2.9.7       | MINIO     |       |                                 | minio.bucket=fresh
                    2.9.7       | AMAZON    |       |                                 | amazon.bucket=fresh
                    2.9.7       | AMAZON    | true  |                                 | storageURL=s3://fresh
                    2.10.7      | AMAZON    | false |                                 | amazon.bucket=fresh
                    2.10.7      | AMAZON    |       |                                 | storageURL=s3://fresh
                    2.10.7      | GOOGLE    |       | gs://old                        | storageURL=gs://fresh
                    2.11.6      | AMAZON    | false | s3://old?endpoint=x&region=eu   | storageURL=s3://fresh?endpoint=x&region=eu
                    2.11.6      | GOOGLE    |       |                                 | storageURL=gcs://fresh
                    2.12.0-rc.3 | MICROSOFT |       |                                 | storageURL=azblob://fresh
                    """)
    void theBucketIsSelectedByTheValueOfItsVersion(
            String version, String backend, String gocdk, String url, String expected) {
        ChartFields.Answer answer = answer(
                version,
                Optional.empty(),
                bucket(),
                "deployTarget",
                backend,
                "pachd.storage.gocdkEnabled",
                gocdk,
                "pachd.storage.storageURL",
                url);
        assertThat(answer.refusals()).isEmpty();
        assertThat(words(answer)).isEqualTo(expected);
    }

    @Test
    void whereAUrlSelectsTheBucketTheProvidersKeyIsKeptInStep() {
        assertThat(words(answer(
                        "2.11.6",
                        Optional.empty(),
                        bucket(),
                        "deployTarget",
                        "AMAZON",
                        "pachd.storage.amazon.bucket",
                        "old",
                        "pachd.storage.storageURL",
                        "s3://old")))
                .isEqualTo("storageURL=s3://fresh amazon.bucket=fresh");
    }

    @Test
    void theDatabasesAreNamedByHostPortAndNames() {
        assertThat(words(answer("2.8.10", Optional.of(NEW_DATABASE), Optional.empty())))
                .isEqualTo("postgresql.enabled=false postgresqlHost=db.example.org postgresqlPort=5433"
                        + " postgresqlDatabase=pachyderm_new");
        assertThat(words(answer(
                        "2.8.10",
                        Optional.of(new ChartFields.Database("h", 1, Optional.of("pach"), "pachyderm", "dex_new")),
                        Optional.empty())))
                .isEqualTo("postgresql.enabled=false postgresqlHost=h postgresqlPort=1 postgresqlUsername=pach"
                        + " postgresqlDatabase=pachyderm identityDatabaseFullNameOverride=dex_new");
    }

    @Test
    void anOverrideThatIsThereIsTakenBackWhenTheNameIsDexAgain() {
        assertThat(words(answer(
                        "2.8.10",
                        Optional.of(new ChartFields.Database("h", 1, Optional.empty(), "pachyderm", "dex")),
                        Optional.empty(),
                        "global.postgresql.identityDatabaseFullNameOverride",
                        "dex_old")))
                .endsWith("identityDatabaseFullNameOverride=dex");
    }

    @Test
    void beforeTheOverrideExistedAnotherNameForDexIsRefused() {
        Optional<ChartFields.Database> other =
                Optional.of(new ChartFields.Database("h", 1, Optional.empty(), "pachyderm", "dex_new"));
        assertThat(answer("2.1.5", other, Optional.empty()).refusals())
                .containsExactly("Pachyderm 2.1.5 finds its logins only in a database named dex, not in dex_new");
        assertThat(answer("2.1.7", other, Optional.empty()).refusals()).isEmpty();
    }

    @Test
    void aLocalStoreHasNoBucketToChange() {
        assertThat(answer("2.8.10", Optional.empty(), bucket(), "deployTarget", "LOCAL")
                        .refusals())
                .containsExactly("the values name no object store with buckets: the backend is LOCAL");
    }

    @Test
    void secretsAreFilledInOnlyWhereNoValueSaysOtherwise() {
        Map<String, String> values = new HashMap<>(Map.of(
                "pachd.rootToken", "given",
                "pachd.enterpriseSecretSecretName", "mine"));
        List<GeneratedSecrets.Place> missing = GeneratedSecrets.missing(
                path -> Optional.ofNullable(values.get(path)),
                place -> place.secret().equals("postgres") ? Optional.empty() : Optional.of("kept"));
        assertThat(missing)
                .extracting(GeneratedSecrets.Place::path)
                .doesNotContain("pachd.rootToken", "pachd.enterpriseSecret", "global.postgresql.postgresqlPassword")
                .contains("pachd.clusterDeploymentID", "console.config.oauthClientSecret");
    }

    @Test
    void theOneSecretOfTheFirstVersionsFillsTheSameValues() {
        Map<String, String> bootstrap = Map.of(
                "rootToken", "the token",
                "license", "$ENTERPRISE_LICENSE_KEY",
                "authConfig", "client_id: pachd\nclient_secret: \"the client\"\nissuer: http://x\n",
                "enterpriseConfig", "id: me\nlicense_server: grpc://es\nsecret: shared\n");
        List<GeneratedSecrets.Place> missing = GeneratedSecrets.missing(
                path -> Optional.empty(),
                place -> place.secret().equals("pachyderm-bootstrap-config")
                        ? Optional.ofNullable(bootstrap.get(place.key())).flatMap(place::read)
                        : Optional.empty());
        assertThat(missing)
                .extracting(GeneratedSecrets.Place::path)
                .containsExactly("pachd.rootToken", "pachd.oauthClientSecret", "pachd.enterpriseSecret");
        assertThat(missing)
                .extracting(place ->
                        place.read(bootstrap.getOrDefault(place.key(), "")).orElseThrow())
                .containsExactly("the token", "the client", "shared");
        assertThat(GeneratedSecrets.areMadeByTheChart("pachyderm-bootstrap-config"))
                .isTrue();
        assertThat(GeneratedSecrets.areMadeByTheChart("postgres")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2.8.10, plain, http://store:9000",
        "2.9.7, plain, http://store:9000",
        "2.10.7, byurl, https://other",
        "2.11.6, byurl, https://other"
    })
    void theStoreThatTheValuesSelectIsReadBackFromThem(String version, String bucket, String endpoint) {
        Map<String, String> values = Map.of(
                "deployTarget", "AMAZON",
                "pachd.storage.amazon.bucket", "plain",
                "pachd.storage.amazon.id", "key",
                "pachd.storage.amazon.secret", "hidden",
                "pachd.storage.amazon.customEndpoint", "http://store:9000",
                "pachd.storage.storageURL", "s3://byurl?region=x&endpoint=https://other");
        ChartStore store = ChartStore.of(
                PachydermVersion.parse(version).orElseThrow(), path -> Optional.ofNullable(values.get(path)));
        assertThat(store.bucket()).hasValue(bucket);
        assertThat(store.endpoint()).hasValue(endpoint);
        assertThat(store.accessKey()).hasValue("key");
        assertThat(store.speaksS3()).isTrue();
        assertThat(store.toString()).doesNotContain("hidden");
    }

    @Test
    void theRawListsOfEveryLineAreRead() throws Exception {
        assertThat(
                        Inventory.repos(
                                """
                        {"repo":{"name":"images","type":"user"},"size_bytes_upper_bound":"5"}{"repo":{"name":"images",
                        "type":"meta"}}
                        {"repo": {"name": "a b", "type":"user", "project": {"name":"imaging"}}}
                        """))
                .containsExactly("default/images", "imaging/a b");
        assertThat(Inventory.pipelines("")).isEmpty();
        assertThat(Inventory.pipelines("{\"pipeline\":{\"name\":\"edges\"},\"stopped\":true}"))
                .containsExactly("default/edges");
    }
}
