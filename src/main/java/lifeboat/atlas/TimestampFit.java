package lifeboat.atlas;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the two timestamps of a backup fit what is in the store. A number that was cut short is a good number to the program,
 * which then deletes nearly everything and says that all went well; only the store can tell.
 *
 * @param backup the backup timestamp
 * @param fastForward the fast-forward timestamp
 */
public record TimestampFit(long backup, long fastForward) {
    /** A timestamp service that starts anew skips a million, so that a young store may jump without a fault. */
    private static final long STARTS = 2_000_000;

    /** So many leading digits are not the same by chance. */
    private static final int ALIKE = 3;

    private static final String HINT =
            "Nothing was deleted. Look for the true numbers in the manifest of the backup and in the audit of its run.";

    /**
     * What is known of the transactions in a store, or in a dump of one.
     *
     * @param committed how many have committed
     * @param after how many of them committed after the backup timestamp, and would be deleted
     * @param newest the newest timestamp that any of them has; nothing if there are none
     * @param bound up to where the timestamp service may have given any out; nothing if it keeps that elsewhere
     */
    public record Ledger(long committed, long after, OptionalLong newest, OptionalLong bound) {}

    /** Why the two cannot belong to one backup, in lower case; empty if they can. */
    public Optional<String> contradiction() {
        return backup < fastForward
                ? Optional.empty()
                : Optional.of("the backup timestamp " + backup + " is not below the fast-forward timestamp "
                        + fastForward + "; the files are swapped, or one of them was written twice");
    }

    /**
     * Why they can hardly belong to one backup of a store that nobody can look into, in lower case; empty if they can. The
     * digits of a number that was cut short are the beginning of the other one's.
     */
    public Optional<String> doubt() {
        Optional<String> contradiction = contradiction();
        if (contradiction.isPresent()) {
            return contradiction;
        }
        String first = Long.toString(backup);
        String second = Long.toString(fastForward);
        if (first.length() < second.length() && alike(first, second) >= ALIKE) {
            return Optional.of("the backup timestamp " + first + " begins as the fast-forward timestamp " + second
                    + " does and is shorter; it looks as if it had lost digits");
        }
        return fastForward / 2 > backup + STARTS
                ? Optional.of("the fast-forward timestamp " + second + " is more than twice the backup timestamp "
                        + first + "; no backup takes that long")
                : Optional.empty();
    }

    private static int alike(String first, String second) {
        int digits = 0;
        while (digits < first.length() && first.charAt(digits) == second.charAt(digits)) {
            digits++;
        }
        return digits;
    }

    /**
     * Why they do not fit the store, in lower case; empty if they do.
     *
     * @param before the newest timestamp that was in use before the backup timestamp was fetched; nothing if that was not noted
     */
    public Optional<String> misfit(Ledger ledger, OptionalLong before) {
        Optional<String> contradiction = contradiction();
        if (contradiction.isPresent()) {
            return contradiction;
        }
        if (before.isPresent() && backup <= before.getAsLong()) {
            return Optional.of("the backup timestamp " + backup + " is not above " + before.getAsLong()
                    + ", which a transaction had before it was fetched");
        }
        if (ledger.newest().isPresent() && ledger.newest().getAsLong() >= fastForward) {
            return Optional.of("the store has a transaction with the timestamp "
                    + ledger.newest().getAsLong() + ", which is not below the fast-forward timestamp " + fastForward
                    + "; it was worked with after the backup, or the numbers are of another backup");
        }
        if (ledger.committed() > 0 && ledger.after() == ledger.committed()) {
            return Optional.of("the backup timestamp " + backup + " does not fit the store: each of its "
                    + ledger.committed() + " transactions committed later, and all would be deleted");
        }
        if (ledger.bound().isPresent() && backup > ledger.bound().getAsLong()) {
            return Optional.of("the backup timestamp " + backup + " does not fit the store, which has given out none"
                    + " above " + ledger.bound().getAsLong());
        }
        Optional<String> tooFar = tooFar(ledger);
        if (tooFar.isPresent()) {
            return tooFar;
        }
        // A backup does not double the age of a store; a lost digit makes it tenfold.
        if (2 * ledger.after() > ledger.committed() && fastForward / 2 > backup) {
            return Optional.of("the backup timestamp " + backup + " does not fit the store: " + ledger.after() + " of "
                    + ledger.committed() + " transactions committed later, and would be deleted");
        }
        return Optional.empty();
    }

    /** A jump forward cannot be taken back. */
    private Optional<String> tooFar(Ledger ledger) {
        long highest =
                Math.max(ledger.bound().orElse(0), Math.max(ledger.newest().orElse(0), backup));
        return fastForward / 2 > highest + STARTS
                ? Optional.of("the fast-forward timestamp " + fastForward
                        + " does not fit the store, which is not beyond " + highest)
                : Optional.empty();
    }

    /** What helps then. */
    public static String hint() {
        return HINT;
    }
}
