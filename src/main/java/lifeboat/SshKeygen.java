package lifeboat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lifeboat.journal.seal.SealException;
import lifeboat.journal.seal.Signer;
import lifeboat.journal.seal.SshSignature;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;
import org.jspecify.annotations.Nullable;

/**
 * Signs with the operator's own key, by {@code ssh-keygen -Y sign}: a private key's file, or a public key whose private half the
 * agent has. Nothing can be asked for here, so a key with a passphrase needs the agent.
 */
final class SshKeygen implements Signer {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Programs programs;
    private final Path key;

    SshKeygen(Programs programs, Path key) {
        this.programs = programs;
        this.key = key;
    }

    @Override
    public SshSignature sign(byte[] message) throws SealException {
        if (!Files.isReadable(key)) {
            throw failed("there is no key that could be read", null);
        }
        Command command = Command.of(
                        "ssh-keygen",
                        "-q",
                        "-Y",
                        "sign",
                        "-n",
                        SshSignature.NAMESPACE,
                        "-f",
                        key.toAbsolutePath().toString())
                .inherit("SSH_AUTH_SOCK")
                .with("SSH_ASKPASS_REQUIRE", "never")
                .stdin(new String(message, StandardCharsets.UTF_8));
        try {
            Captured captured = programs.run(command, TIMEOUT);
            if (!captured.exit().succeeded()) {
                throw failed(String.join(" ", captured.err()), null);
            }
            SshSignature signature = SshSignature.parse(captured.text());
            if (!signature.verifies(message)) {
                throw failed("what it made does not fit", null);
            }
            return signature;
        } catch (ProcessException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", new IOException(e));
        }
    }

    private SealException failed(String why, @Nullable Exception cause) {
        SealException failed = new SealException(
                "the seal cannot be signed with " + key + ": " + why.strip(),
                "Load the key into the agent (ssh-add), or unset " + Seal.KEY + ".");
        if (cause != null) {
            failed.initCause(cause);
        }
        return failed;
    }
}
