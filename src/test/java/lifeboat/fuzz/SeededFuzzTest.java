package lifeboat.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;

/** Damaged inputs for everything that reads from outside; a seed gives the same ones again. */
class SeededFuzzTest {
    private static final int TRIALS = Integer.getInteger("lifeboat.fuzz.trials", 1_000);
    private static final String MARKS = "{}[]:,\"\\-\u001b&*!|>#%@`\n\r\t 0123456789eEnull~_";

    @Test
    @Fault({"F50", "F51", "F52", "F54"})
    void aRunbook(Tally tally) throws Exception {
        damage(Harness.YAML, tally);
    }

    @Test
    @Fault("F06")
    void keys(Tally tally) throws Exception {
        damage(Harness.KEYS, tally);
    }

    @Test
    @Fault("F60")
    void aJournal(Tally tally) throws Exception {
        damage(Harness.JOURNAL, tally);
    }

    @Test
    @Fault("F33")
    void aManifest(Tally tally) throws Exception {
        damage(Harness.MANIFEST, tally);
    }

    @Test
    @Fault("F60")
    void canonicalJson(Tally tally) throws Exception {
        damage(Harness.JSON, tally);
    }

    private static void damage(Harness harness, Tally tally) throws Exception {
        List<byte[]> seeds = harness.seeds();
        assertThat(seeds).hasSizeGreaterThan(1);
        for (byte[] seed : seeds) {
            harness.attempt(seed);
        }
        // A manifest is forced to the disk each time.
        int trials = harness == Harness.MANIFEST ? TRIALS / 5 : TRIALS;
        for (int trial = 0; trial < trials; trial++) {
            tally.injected();
            Random random = new Random(trial);
            byte[] bytes = seeds.get(random.nextInt(seeds.size()));
            for (int times = 1 + random.nextInt(6); times > 0; times--) {
                bytes = damaged(bytes, seeds, random);
            }
            try {
                harness.attempt(bytes);
            } catch (RuntimeException | Error broken) {
                throw new AssertionError(
                        harness + ", trial " + trial + ": "
                                + Base64.getEncoder()
                                        .encodeToString(Arrays.copyOf(bytes, Math.min(3_000, bytes.length))),
                        broken);
            }
            tally.survived();
        }
    }

    private static byte[] damaged(byte[] bytes, List<byte[]> seeds, Random random) {
        int at = random.nextInt(bytes.length + 1);
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, at, mark(random));
            case 2 -> spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(30)), new byte[0]);
            case 3 -> spliced(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            case 4 -> {
                int from = random.nextInt(other.length + 1);
                byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(200)));
                yield spliced(bytes, at, at, piece);
            }
            default -> {
                int from = Math.max(0, at - 1 - random.nextInt(40));
                yield spliced(bytes, at, at, Arrays.copyOfRange(bytes, from, at));
            }
        };
    }

    private static byte[] mark(Random random) {
        int index = random.nextInt(MARKS.length());
        return MARKS.substring(index, index + 1).repeat(1 + random.nextInt(4)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        byte[] all = Arrays.copyOf(bytes, bytes.length - (to - from) + between.length);
        System.arraycopy(between, 0, all, from, between.length);
        System.arraycopy(bytes, to, all, from + between.length, bytes.length - to);
        return all;
    }
}
