package lifeboat.journal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import lifeboat.journal.Damage.Kind;
import lifeboat.journal.Verification.Finding;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.seal.Checkpoint;
import lifeboat.journal.seal.SealException;
import lifeboat.journal.seal.Signer;
import lifeboat.journal.seal.SshKey;
import lifeboat.journal.seal.SshSignature;
import org.jspecify.annotations.Nullable;

/** Damages a journal in every way that there is, and knows what has to be found. */
final class Forger {
    /** What is done to a journal. */
    enum Attack {
        EDIT,
        DELETE,
        SWAP,
        DUPLICATE,
        TRUNCATE,
        TEAR,
        RECHAIN_AND_FORGET_THE_SEALS,
        RECHAIN_WITH_SEALS,
        RECHAIN_AND_SIGN_WITH_ANOTHER_KEY,
        STRIP_A_SEAL,
        STRIP_A_SIGNATURE,
        FLIP_A_BIT
    }

    /**
     * A damaged journal, and what has to be found in it without a head from elsewhere.
     *
     * @param findings one of these
     * @param kinds and one of these kinds; none if it is no damage
     * @param sequence at this record; 0 if it is not known before
     */
    record Forged(byte[] bytes, List<Finding> findings, List<Kind> kinds, long sequence) {}

    private final List<String> lines;
    private final Random random;
    private final Signer other;

    /** Damages that journal with these dice; {@code other} signs what must not count. */
    Forger(List<String> lines, Random random, Signer other) {
        this.lines = List.copyOf(lines);
        this.random = random;
        this.other = other;
    }

    /** A key that is nowhere else, and who signs with it. */
    record Key(KeyPair pair) implements Signer {
        static Key fresh() throws GeneralSecurityException {
            return new Key(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        }

        SshKey open() {
            return SshKey.ed25519(pair.getPublic());
        }

        @Override
        public SshSignature sign(byte[] message) throws SealException {
            return SshSignature.sign(pair.getPrivate(), open(), message);
        }
    }

    /** A whole run, sealed every five records by that signer. */
    static Keeping keeping(Signer signer) {
        return new Keeping(Samples.CLOCK, Optional.of(signer), 5, Duration.ofHours(1), Optional.empty(), 100);
    }

    Forged forge(Attack attack) throws Exception {
        int last = lines.size() - 1;
        int i = random.nextInt(lines.size());
        List<String> changed = new ArrayList<>(lines);
        switch (attack) {
            case EDIT -> {
                changed.set(i, lines.get(i).replace("\"mira\"", "\"jane\""));
                return corrupt(changed, Kind.EDITED, i + 1);
            }
            case DELETE -> {
                int at = random.nextInt(last);
                changed.remove(at);
                return corrupt(changed, isSeal(lines.get(at)) ? Kind.SEAL_STRIPPED : Kind.REMOVED, at + 1);
            }
            case SWAP -> {
                int at = random.nextInt(last);
                Collections.swap(changed, at, at + 1);
                return corrupt(changed, Kind.REORDERED, at + 1);
            }
            case DUPLICATE -> {
                int to = i + 1 + random.nextInt(lines.size() - i);
                changed.add(to, lines.get(i));
                return corrupt(changed, Kind.REPEATED, to + 1);
            }
            case TRUNCATE -> {
                int length = 1 + random.nextInt(last);
                return new Forged(bytes(lines.subList(0, length)), List.of(Finding.UNSEALED), List.of(), 0);
            }
            case TEAR -> {
                byte[] whole = bytes(lines);
                int length = 1 + random.nextInt(whole.length - 1);
                boolean atEnd = whole[length - 1] == '\n';
                Finding found = atEnd ? Finding.UNSEALED : Finding.TORN;
                return new Forged(Arrays.copyOf(whole, length), List.of(found), List.of(), 0);
            }
            case RECHAIN_AND_FORGET_THE_SEALS -> {
                int at = random.nextInt(firstSeal());
                changed.set(at, lines.get(at).replace("\"mira\"", "\"jane\""));
                return corrupt(rechained(changed, false, Optional.empty()), Kind.SEAL, firstSeal() + 1);
            }
            case RECHAIN_WITH_SEALS -> {
                int at = random.nextInt(last);
                changed.set(at, lines.get(at).replace("\"mira\"", "\"jane\""));
                return unsigned(rechained(changed, true, Optional.empty()), sealAfter(at) + 1);
            }
            case RECHAIN_AND_SIGN_WITH_ANOTHER_KEY -> {
                int at = random.nextInt(last);
                changed.set(at, lines.get(at).replace("\"mira\"", "\"jane\""));
                return unsigned(rechained(changed, true, Optional.of(other)), firstSeal() + 1);
            }
            case STRIP_A_SEAL -> {
                int at = firstSeal();
                changed.remove(at);
                return corrupt(rechained(changed, true, Optional.empty()), Kind.SEAL_STRIPPED, sealAfter(at));
            }
            case STRIP_A_SIGNATURE -> {
                int at = random.nextBoolean() ? firstSeal() : last;
                Map<String, Object> record = read(lines.get(at));
                fields(fields(record.get("lifeboat")).get("data")).remove("signature");
                changed.set(at, text(record));
                return unsigned(rechained(changed, true, Optional.empty()), at + 1);
            }
            default -> {
                byte[] whole = bytes(lines);
                whole[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
                return new Forged(
                        whole,
                        List.of(Finding.CORRUPT, Finding.TORN, Finding.UNKNOWN_VERSION),
                        List.of(Kind.values()),
                        0);
            }
        }
    }

    private static Forged corrupt(List<String> lines, Kind kind, long sequence) {
        return new Forged(bytes(lines), List.of(Finding.CORRUPT), List.of(kind), sequence);
    }

    private static Forged unsigned(List<String> lines, long sequence) {
        return new Forged(bytes(lines), List.of(Finding.SIGNATURE), List.of(Kind.SIGNATURE), sequence);
    }

    private int firstSeal() {
        return sealAfter(0);
    }

    /** The index of the first seal at or after that one, but not it if it is one. */
    private int sealAfter(int index) {
        for (int i = index + 1; i < lines.size(); i++) {
            if (isSeal(lines.get(i))) {
                return i;
            }
        }
        throw new IllegalStateException("the last record is a seal");
    }

    private static boolean isSeal(String line) {
        return line.contains("\"action\":\"sealed\"");
    }

    /** The lines with their sequences and hashes made anew, and their seals too if told so. */
    private static List<String> rechained(List<String> lines, boolean seals, Optional<Signer> signer) throws Exception {
        List<String> made = new ArrayList<>();
        String prev = Chain.GENESIS;
        for (String line : lines) {
            Map<String, Object> record = read(line);
            fields(record.get("event")).put("sequence", made.size() + 1);
            Map<String, Object> own = fields(record.get("lifeboat"));
            own.remove("unit");
            if (seals && isSeal(line)) {
                Map<String, Object> data = fields(own.get("data"));
                data.putAll(Map.of("count", made.size(), "head", prev));
                if (signer.isPresent()) {
                    SshSignature signature =
                            signer.get().sign(new Checkpoint(Samples.RUN, made.size(), prev).message());
                    data.put("by", signature.key().fingerprint());
                    data.put("signature", signature.value());
                }
            }
            Map<String, Object> chain = fields(own.get("chain"));
            chain.put("prev", prev);
            prev = Chain.hash(prev, WellFormed.fields(record));
            chain.put("hash", prev);
            made.add(text(record));
        }
        return made;
    }

    private static Map<String, Object> read(String line) throws Exception {
        return fields(CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Map<String, Object> record) {
        return new String(CanonicalJson.write(record), StandardCharsets.UTF_8);
    }

    static byte[] bytes(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> fields(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }
}
