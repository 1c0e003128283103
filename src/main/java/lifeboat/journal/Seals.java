package lifeboat.journal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.journal.Damage.Kind;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.journal.seal.AllowedSigners;
import lifeboat.journal.seal.Checkpoint;
import lifeboat.journal.seal.SealException;
import lifeboat.journal.seal.SshSignature;

/** The seals of a journal, followed from one to the next. */
final class Seals {
    private final Optional<AllowedSigners> allowed;
    private final boolean checking;
    private final List<ChainReading.Link> unsigned = new ArrayList<>();
    private final Set<String> signers = new LinkedHashSet<>();
    private Optional<Damage> signature = Optional.empty();
    private long last;
    private boolean ended;
    private boolean sealed;

    /**
     * None yet.
     *
     * @param allowed who may sign; if nobody says it, a signature has to fit the key that it brings along
     * @param checking whether signatures matter: they take a while, and are not asked in a journal that is damaged anyway
     */
    Seals(Optional<AllowedSigners> allowed, boolean checking) {
        this.allowed = allowed;
        this.checking = checking;
    }

    /** Takes the next record, whose hash is right; damage if it is a seal that does not fit what stands before it. */
    Optional<Damage> next(ChainReading.Link link, JsonObject data) throws MalformedJsonException {
        Line line = link.line();
        String action = line.action();
        sealed = ended && action.equals("sealed");
        if (action.equals("run.closed") || action.equals("run.left")) {
            ended = true;
        } else if (action.equals("run.resumed")) {
            ended = false;
        }
        if (!action.equals("sealed")) {
            return Optional.empty();
        }
        if (data.number("count") != line.sequence() - 1 || !data.text("head").equals(line.prev())) {
            return Optional.of(damage(Kind.SEAL, link, "it tells of other records than those before it"));
        }
        if (data.has("previous") && data.number("previous") != last) {
            String found = last == 0 ? "there is none before it" : "the one before it is record " + last;
            return Optional.of(damage(
                    Kind.SEAL_STRIPPED,
                    link,
                    "it names record " + data.number("previous") + " as a seal, and " + found));
        }
        last = line.sequence();
        if (checking) {
            signature = signature.or(() -> signature(link, data));
        }
        return Optional.empty();
    }

    private Optional<Damage> signature(ChainReading.Link link, JsonObject data) {
        Line line = link.line();
        try {
            if (!data.has("signature")) {
                unsigned.add(link);
                return Optional.empty();
            }
            SshSignature made = SshSignature.parse(data.text("signature"));
            byte[] message = new Checkpoint(line.run().orElse(""), line.sequence() - 1, line.prev()).message();
            if (!made.verifies(message) || !made.key().fingerprint().equals(data.text("by"))) {
                return Optional.of(damage(Kind.SIGNATURE, link, "the signature is over something else"));
            }
            Optional<String> principals = allowed.flatMap(signers -> signers.principals(made.key()));
            if (allowed.isPresent() && principals.isEmpty()) {
                return Optional.of(damage(
                        Kind.SIGNATURE, link, "it is signed by " + made.key().fingerprint() + ", who may not"));
            }
            signers.add(made.key().fingerprint()
                    + principals.map(names -> " (" + names + ")").orElse(""));
            return Optional.empty();
        } catch (SealException | MalformedJsonException e) {
            return Optional.of(damage(Kind.SIGNATURE, link, String.valueOf(e.getMessage())));
        }
    }

    /** The first seal whose signature is missing, though it should be there, or wrong. */
    Optional<Damage> signatures() {
        boolean expected = allowed.isPresent() || !signers.isEmpty() || signature.isPresent();
        if (!expected || unsigned.isEmpty()) {
            return signature;
        }
        ChainReading.Link first = unsigned.get(0);
        if (signature.isPresent() && signature.get().sequence() < first.line().sequence()) {
            return signature;
        }
        String others = last > first.line().sequence() || !signers.isEmpty() ? ", though others are" : "";
        return Optional.of(damage(Kind.SIGNATURE, first, "it is not signed" + others));
    }

    /** Whether the run was left or closed, and a seal is the last record. */
    boolean sealed() {
        return sealed;
    }

    /** What a reader should know of who signed. */
    List<String> remarks() {
        if (last == 0 || !checking) {
            return List.of();
        }
        if (signers.isEmpty()) {
            return List.of("no seal is signed");
        }
        String trust = allowed.isPresent() ? "" : "; whether that key may sign was not asked: name --allowed-signers";
        return List.of("seals signed by " + String.join(", ", signers) + trust);
    }

    private static Damage damage(Kind kind, ChainReading.Link link, String detail) {
        return new Damage(kind, link.line().sequence(), link.file(), link.offset(), detail);
    }
}
