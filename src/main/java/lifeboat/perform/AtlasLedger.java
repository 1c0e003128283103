package lifeboat.perform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.atlas.TimestampFit;
import lifeboat.atlas.VarLong;
import lifeboat.database.AtlasStore;
import lifeboat.database.DatabaseException;
import lifeboat.database.DumpedRows;

/** What is known of the transactions of a store: asked of the store itself, or read out of a dump. */
final class AtlasLedger {
    private static final int COMMIT_COLUMN = 3;
    private static final byte[] ROLLED_BACK = VarLong.encode(VarLong.ROLLED_BACK);

    private AtlasLedger() {}

    /** Of the store, as seen from a timestamp. */
    static TimestampFit.Ledger of(AtlasStore store, long timestamp) throws PerformException {
        try {
            if (!store.tables().contains("_transactions")) {
                throw new PerformException(
                        "the store has no table _transactions",
                        "It is not the store of an AtlasDB, or was not restored. The program would make the table, delete"
                                + " nothing, and say that all went well.");
            }
            AtlasStore.Transactions now = store.transactions(VarLong.encode(timestamp), ROLLED_BACK);
            long start = now.newestStart().map(AtlasLedger::number).orElse(0L);
            long commit = now.newestCommit().map(AtlasLedger::number).orElse(0L);
            return new TimestampFit.Ledger(
                    now.committed(),
                    now.after(),
                    now.rows() == 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(start, commit)),
                    store.bound());
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        } catch (IllegalArgumentException e) {
            throw strange(e);
        }
    }

    private static long number(byte[] bytes) {
        return VarLong.decode(bytes);
    }

    /** Of a dump. */
    static TimestampFit.Ledger of(
            DumpedRows rows, Path dump, String prefix, int major, long timestamp, Duration patience)
            throws PerformException, InterruptedException {
        Reading reading = new Reading(timestamp);
        long[] bound = {-1};
        try {
            rows.read(dump, prefix + "_transactions", major, patience, reading::take);
            rows.read(dump, prefix + "_timestamp", major, patience, row -> {
                String last = row.get(row.size() - 1);
                if (last.matches("[0-9]{1,18}")) {
                    bound[0] = Math.max(bound[0], Long.parseLong(last));
                }
            });
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
        if (reading.strange.isPresent()) {
            throw strange(reading.strange.get());
        }
        return new TimestampFit.Ledger(
                reading.committed,
                reading.after,
                reading.newest < 0 ? OptionalLong.empty() : OptionalLong.of(reading.newest),
                bound[0] < 0 ? OptionalLong.empty() : OptionalLong.of(bound[0]));
    }

    private static PerformException strange(IllegalArgumentException e) {
        return new PerformException(
                "a row of _transactions cannot be understood: " + Reasons.message(e),
                "Its form is not the one of AtlasDB's first schema of transactions; nothing was changed.",
                e);
    }

    /** Adds up the rows of a dump. */
    private static final class Reading {
        private final long timestamp;
        private long committed;
        private long after;
        private long newest = -1;
        private Optional<IllegalArgumentException> strange = Optional.empty();

        private Reading(long timestamp) {
            this.timestamp = timestamp;
        }

        private void take(List<String> row) {
            try {
                long start = VarLong.decode(bytes(row.get(0)));
                long commit = VarLong.decode(bytes(row.get(COMMIT_COLUMN)));
                newest = Math.max(newest, Math.max(start, commit));
                if (commit != VarLong.ROLLED_BACK) {
                    committed++;
                    after += commit > timestamp ? 1 : 0;
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                strange = Optional.of(new IllegalArgumentException(String.valueOf(e.getMessage()), e));
            }
        }

        /** {@code \\xe02deddf} in the text of {@code COPY}. */
        private static byte[] bytes(String copied) {
            if (!copied.startsWith("\\\\x")) {
                throw new IllegalArgumentException("not bytes");
            }
            return HexFormat.of().parseHex(copied, 3, copied.length());
        }
    }
}
