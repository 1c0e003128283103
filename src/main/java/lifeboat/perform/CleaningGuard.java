package lifeboat.perform;

import java.util.List;
import java.util.Optional;
import lifeboat.atlas.TimestampFit;
import lifeboat.database.AtlasStore;

/**
 * What must be so before a store is cleaned or its timestamps are moved: looked at for the preview and again right before the
 * program is started.
 *
 * @param backup the backup that was restored
 * @param ledger the store's transactions; nothing if they cannot be counted
 */
record CleaningGuard(AtlasPlace place, AtlasBackup backup, Optional<TimestampFit.Ledger> ledger) {

    /** Looks at everything, and refuses at the first thing that is not so. */
    static CleaningGuard look(Call<?> call, String target, String directory, String hold) throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, target);
        if (!call.run().isHeld(hold)) {
            throw new PerformException(
                    "the service is not held stopped by this run any more (" + hold + ")",
                    "Once the service has started, its transactions are above the backup timestamp: cleaning would delete"
                            + " them, and they are live.");
        }
        AtlasBackup backup = AtlasBackup.read(directory);
        List<String> wrong = backup.misquoted();
        if (!wrong.isEmpty()) {
            throw new PerformException(String.join("; ", wrong), TimestampFit.hint());
        }
        refuse(backup.fit().contradiction());
        new AtlasOffline(call, place).demand();
        Optional<TimestampFit.Ledger> ledger = Optional.empty();
        if (place.isPostgres()) {
            ledger = Optional.of(AtlasLedger.of(
                    place.store(call.world(), call.run()), backup.fit().backup()));
            refuse(backup.fit().misfit(ledger.get(), backup.newestBefore()));
            refuseLaterForms(place.store(call.world(), call.run()));
        } else {
            refuse(backup.fit().doubt());
        }
        return new CleaningGuard(place, backup, ledger);
    }

    private static void refuse(Optional<String> why) throws PerformException {
        if (why.isPresent()) {
            throw new PerformException(why.get(), TimestampFit.hint());
        }
    }

    /** The program cleans the first form of the table only, and does not say so. */
    static void refuseLaterForms(AtlasStore store) throws PerformException {
        try {
            List<String> later = store.tables().stream()
                    .filter(table -> table.matches("_transactions[23]"))
                    .toList();
            if (!later.isEmpty()) {
                throw new PerformException(
                        "the store keeps transactions in " + String.join(" and ", later)
                                + ", which clean-transactions does not touch",
                        "There is no public way to clean these; ask whoever supports the product.");
            }
        } catch (lifeboat.database.DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    /** Where the store is, in words. */
    String where() {
        return place.config()
                .database()
                .map(database -> "database " + database.name() + " on " + database.host() + ":" + database.port())
                .orElse("the store " + place.name());
    }

    /** What stands on the screen beside the confirmation, whatever else is folded away there. */
    List<String> facts() {
        return List.of(
                "backup timestamp " + backup.fit().backup() + " < fast-forward timestamp "
                        + backup.fit().fastForward() + ", of the backup of " + backup.written(),
                where(),
                ledger.map(now -> "_transactions: " + now.committed() + " committed, of which " + now.after()
                                + " committed after the backup timestamp and are deleted")
                        .orElse("_transactions: cannot be counted from here"));
    }
}
