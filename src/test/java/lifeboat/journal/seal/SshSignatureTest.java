package lifeboat.journal.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that OpenSSH understands, and OpenSSH's that we understand. */
class SshSignatureTest {
    private static final byte[] MESSAGE = new Checkpoint("R1", 41, "c0ffee").message();

    @TempDir
    private Path directory;

    private static String run(byte[] input, String... command) throws Exception {
        Process started = null;
        try {
            started = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "no " + command[0] + " here");
        }
        Process process = Objects.requireNonNull(started);
        process.getOutputStream().write(input);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void theMessageIsFourLines() {
        assertThat(new String(MESSAGE, StandardCharsets.UTF_8)).isEqualTo("lifeboat-seal-1\nR1\n41\nc0ffee\n");
    }

    @Test
    void opensshChecksWhatIsSignedHere() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        SshKey key = SshKey.ed25519(pair.getPublic());
        SshSignature signature = SshSignature.sign(pair.getPrivate(), key, MESSAGE);
        Path allowed = Files.writeString(directory.resolve("allowed"), "mira " + key.line() + "\n");
        Path sig = Files.writeString(directory.resolve("seal.sig"), signature.armored());
        String said = run(
                MESSAGE,
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                allowed.toString(),
                "-I",
                "mira",
                "-n",
                SshSignature.NAMESPACE,
                "-s",
                sig.toString());
        assertThat(said).contains("Good").contains(key.fingerprint());
        assertThat(signature.verifies(MESSAGE)).isTrue();
        assertThat(signature.verifies(new Checkpoint("R1", 40, "c0ffee").message()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ed25519,256", "rsa,2048", "ecdsa,256", "ecdsa,384", "ecdsa,521"})
    void whatOpensshSignsIsCheckedHere(String type, String bits) throws Exception {
        Path key = directory.resolve("key");
        run(new byte[0], "ssh-keygen", "-q", "-t", type, "-b", bits, "-N", "", "-f", key.toString());
        String[] sign = {"ssh-keygen", "-q", "-Y", "sign", "-n", SshSignature.NAMESPACE, "-f", key.toString()};
        for (int i = 0; i < 8; i++) {
            // More than once: numbers with a leading zero are shorter.
            SshSignature made = SshSignature.parse(run(MESSAGE, sign));
            assertThat(made.verifies(MESSAGE)).isTrue();
            assertThat(made.verifies(new byte[] {1})).isFalse();
            assertThat(Files.readString(directory.resolve("key.pub")))
                    .startsWith(made.key().line());
        }
        sign[5] = "file";
        assertThat(SshSignature.parse(run(MESSAGE, sign)).verifies(MESSAGE))
                .as("a signature for another purpose")
                .isFalse();
    }

    @Test
    void noChangedBitGoesThroughAndNoneBringsItDown() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        SshSignature signature = SshSignature.sign(pair.getPrivate(), SshKey.ed25519(pair.getPublic()), MESSAGE);
        byte[] blob = Base64.getDecoder().decode(signature.value());
        for (int bit = 0; bit < blob.length * 8; bit++) {
            byte[] changed = blob.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            boolean verified;
            try {
                verified = SshSignature.parse(Base64.getEncoder().encodeToString(changed))
                        .verifies(MESSAGE);
            } catch (SealException e) {
                verified = false;
            }
            assertThat(verified).as("bit %s", bit).isFalse();
        }
    }

    @Test
    void garbageIsRefused() {
        Random random = new Random(3);
        List<String> garbage = new ArrayList<>(List.of("", "-----BEGIN SSH SIGNATURE-----", "U1NIU0lH", "%%%"));
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            garbage.add("U1NIU0lHAAAAAQ" + Base64.getEncoder().encodeToString(bytes));
        }
        for (String text : garbage) {
            assertThatThrownBy(() -> {
                        if (!SshSignature.parse(text).verifies(MESSAGE)) {
                            throw new SealException("it does not fit", "");
                        }
                    })
                    .isInstanceOf(SealException.class);
        }
    }

    @Test
    void allowedSignersAreReadAsOpensshHasThem() throws Exception {
        SshKey key = SshKey.ed25519(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
        AllowedSigners allowed = AllowedSigners.parse(List.of(
                "# those of the night shift",
                "",
                "mira,jane namespaces=\"git,lifeboat-audit@v1\" " + key.line() + " laptop"));
        assertThat(allowed.principals(key)).contains("mira,jane");
        assertThat(AllowedSigners.parse(List.of("mira namespaces=\"git\" " + key.line()))
                        .principals(key))
                .isEmpty();
        assertThatThrownBy(() -> AllowedSigners.parse(List.of("mira cert-authority " + key.line())))
                .hasMessageContaining("line 1");
    }

    @Test
    void anotherSignsFromTheFirstFailureOn() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        List<String> asked = new ArrayList<>();
        Signer gone = message -> {
            asked.add("agent");
            throw new SealException("the agent is gone", "");
        };
        Signer both =
                gone.or(message -> SshSignature.sign(pair.getPrivate(), SshKey.ed25519(pair.getPublic()), message));
        assertThat(both.sign(MESSAGE).verifies(MESSAGE)).isTrue();
        assertThat(both.sign(MESSAGE).verifies(MESSAGE)).isTrue();
        assertThat(asked).containsExactly("agent");
    }
}
