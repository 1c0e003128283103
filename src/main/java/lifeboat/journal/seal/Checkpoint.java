package lifeboat.journal.seal;

import java.nio.charset.StandardCharsets;

/**
 * What the signature of a seal is over.
 *
 * @param run the run's id
 * @param count how many records stand before the seal
 * @param head the hash of the last of them, lower-case hex
 */
public record Checkpoint(String run, long count, String head) {
    private static final String LABEL = "lifeboat-seal-1";

    /** Four lines: a label, the run, the count, the hash; each ends in a newline. */
    public byte[] message() {
        return (LABEL + "\n" + run + "\n" + count + "\n" + head + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
