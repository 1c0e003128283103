package lifeboat.lab.kube;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Chance that is decided by the lab's seed and by what is asked about, never by when it is asked, so that two labs with
 * one seed agree whatever their threads did.
 */
record Seeded(long seed) {
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    /** A source for one thing. */
    SplittableRandom about(String what) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (byte b : what.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return new SplittableRandom(hash);
    }

    String uid(String what) {
        SplittableRandom random = about("uid " + what);
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /** Letters and digits as the API server puts them behind generated names. */
    String suffix(String what, int length) {
        SplittableRandom random = about("suffix " + what);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    /** Milliseconds between two bounds; one thing in ten takes two and a half times as long. */
    long millis(String what, int least, int most) {
        SplittableRandom random = about("millis " + what);
        long usual = random.nextInt(least, most);
        return random.nextInt(10) == 0 ? usual * 5 / 2 : usual;
    }
}
