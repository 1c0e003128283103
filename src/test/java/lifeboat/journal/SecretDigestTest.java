package lifeboat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretDigestTest {
    @TempDir
    Path directory;

    private StateDirectory state(String name) {
        return new StateDirectory(directory.resolve(name));
    }

    @Test
    void theSameSecretIsTheSameTextAndAnotherIsAnother() throws Exception {
        SecretDigest digest = state("state").secretDigest();
        assertThat(digest.of("s3cret")).matches("hmac-sha256:[0-9a-f]{64}").isEqualTo(digest.of("s3cret"));
        assertThat(digest.of("s3cret ")).isNotEqualTo(digest.of("s3cret"));
        assertThat(digest.of("")).isNotEqualTo(digest.of("\u0000"));
        assertThat(state("state").secretDigest().of("s3cret")).isEqualTo(digest.of("s3cret"));
    }

    @Test
    void anotherInstallationMakesAnotherTextOfTheSameSecret() throws Exception {
        assertThat(state("one").secretDigest().of("s3cret"))
                .isNotEqualTo(state("two").secretDigest().of("s3cret"));
    }

    @Test
    void whoeverHasTheKeyCanComeToTheSameText() throws Exception {
        String digest = state("state").secretDigest().of("gr\u00fcn\ud83d\ude00");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Files.readAllBytes(state("state").path().resolve("hmac.key")), "HmacSHA256"));
        byte[] expected = mac.doFinal("gr\u00fcn\ud83d\ude00".getBytes(StandardCharsets.UTF_8));
        assertThat(digest).isEqualTo("hmac-sha256:" + HexFormat.of().formatHex(expected));
    }

    @Test
    void theKeyIsTheOwnersOnlyAndNothingIsLeftBesideIt() throws Exception {
        state("state").secretDigest();
        Path key = state("state").path().resolve("hmac.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.size(key)).isEqualTo(32);
        try (var files = Files.list(state("state").path())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("hmac.key", "runs");
        }
    }

    @Test
    void manyWhoMakeItAtOnceGetOneKey() throws Exception {
        int makers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(makers);
        try {
            for (int round = 0; round < 20; round++) {
                StateDirectory state = state("round" + round);
                CyclicBarrier start = new CyclicBarrier(makers);
                List<Future<String>> digests = new ArrayList<>();
                for (int maker = 0; maker < makers; maker++) {
                    digests.add(threads.submit(() -> {
                        start.await(30, TimeUnit.SECONDS);
                        return state.secretDigest().of("s3cret");
                    }));
                }
                String afterwards = digests.get(0).get(30, TimeUnit.SECONDS);
                for (Future<String> digest : digests) {
                    assertThat(digest.get(30, TimeUnit.SECONDS)).isEqualTo(afterwards);
                }
                assertThat(state.secretDigest().of("s3cret")).isEqualTo(afterwards);
                try (var files = Files.list(state.path())) {
                    assertThat(files).hasSize(2);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aDamagedKeyIsRefusedAndLeftAsItIs() throws Exception {
        state("state").secretDigest();
        Path key = state("state").path().resolve("hmac.key");
        byte[] good = Files.readAllBytes(key);
        for (int length : new int[] {0, 31, 33, 4096}) {
            byte[] bad = Arrays.copyOf(good, length);
            Files.write(key, bad);
            JournalException refused = catchThrowableOfType(
                    JournalException.class, () -> state("state").secretDigest());
            assertThat(refused).hasMessageContaining(key + " has " + length + " bytes instead of 32");
            assertThat(refused.hint()).contains("Put it back from a backup");
            assertThat(Files.readAllBytes(key)).isEqualTo(bad);
        }
    }

    @Test
    void aLinkInTheKeysPlaceIsNotFollowed() throws Exception {
        state("state").secretDigest();
        Path key = state("state").path().resolve("hmac.key");
        Path elsewhere = Files.move(key, directory.resolve("elsewhere"));
        Files.createSymbolicLink(key, elsewhere);
        JournalException refused = catchThrowableOfType(
                JournalException.class, () -> state("state").secretDigest());
        assertThat(refused).hasMessageContaining("could not read or make the key " + key);
        assertThat(refused.hint()).isNotEmpty();
        Files.delete(elsewhere);
        assertThat(catchThrowableOfType(
                        JournalException.class, () -> state("state").secretDigest()))
                .isNotNull();
        assertThat(elsewhere).doesNotExist();
    }
}
