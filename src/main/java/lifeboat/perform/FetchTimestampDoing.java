package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.atlas.AtlasCli;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.TimestampFile;
import lifeboat.atlas.TimestampFit;
import lifeboat.backup.BackupFolder;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;
import lifeboat.runbook.AtlasTask.FetchTimestamp.Which;

/** Fetches a timestamp through the running service into a file that is written once, and holds it against the store. */
final class FetchTimestampDoing implements Doing<Action.Atlas> {
    private final AtlasTask.FetchTimestamp task;

    FetchTimestampDoing(AtlasTask.FetchTimestamp task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        Path file = AtlasBackup.file(Folders.of(call), task.which());
        return new Preview(
                List.of(),
                List.of(),
                List.of(place.cli().fetch(TimestampFile.partial(file))),
                List.of("then validated and renamed to " + file.getFileName()),
                List.of());
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        Optional<String> refusal = place.config().fetchRefusal();
        if (refusal.isPresent()) {
            return new Outcome.Failed(
                    true, refusal.get(), "Name the configuration with which the service itself runs.", EffectSeen.NONE);
        }
        BackupFolder folder = Folders.of(call);
        Path file = AtlasBackup.file(folder, task.which());
        try {
            if (attempt.number() > 1 && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                long kept = TimestampFile.read(file);
                listener.line("an earlier attempt has fetched it already: " + kept);
                return settled(folder, kept, OptionalLong.empty(), compared(folder, kept));
            }
            OptionalLong before = newest(call, place);
            TimestampFile.prepare(file);
            AtlasProgram.Ran ran = new AtlasProgram(call, attempt, listener)
                    .run(place, place.cli().fetch(TimestampFile.partial(file)));
            place.cli().judge(AtlasCli.Verb.FETCH, ran.exit(), ran.lines());
            // What is held against the store and found wanting never gets the name of a timestamp.
            long timestamp = TimestampFile.read(TimestampFile.partial(file));
            if (before.isPresent() && timestamp <= before.getAsLong()) {
                throw new PerformException(
                        "the timestamp " + timestamp + " is not above " + before.getAsLong()
                                + ", which a transaction of the store had before it was fetched",
                        "The program does not ask the timestamp service of this store; check its configuration.");
            }
            String compared = compared(folder, timestamp);
            return settled(folder, TimestampFile.publish(file), before, compared);
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    private static OptionalLong newest(Call<Action.Atlas> call, AtlasPlace place) throws PerformException {
        return place.isPostgres()
                ? AtlasLedger.of(place.store(call.world(), call.run()), 1).newest()
                : OptionalLong.empty();
    }

    /** How it stands to the other timestamp, in words; the second must be above the first. */
    private String compared(BackupFolder folder, long timestamp) throws PerformException, AtlasException {
        if (task.which() == Which.BACKUP) {
            return "";
        }
        long backup = TimestampFile.read(AtlasBackup.file(folder, Which.BACKUP));
        Optional<String> contradiction = new TimestampFit(backup, timestamp).contradiction();
        if (contradiction.isPresent()) {
            throw new PerformException(
                    contradiction.get(), "The timestamp service went backwards, or is not one; look at it first.");
        }
        return ", above the backup timestamp " + backup;
    }

    private Outcome settled(BackupFolder folder, long timestamp, OptionalLong before, String compared)
            throws PerformException {
        return Doing.done(
                Map.of(
                        "timestamp", List.of(Long.toString(timestamp)),
                        "sha256", List.of(Folders.sha256(AtlasBackup.file(folder, task.which()))),
                        "newest_before", before.isPresent() ? List.of(Long.toString(before.getAsLong())) : List.of()),
                "the " + task.which().word() + " timestamp is " + timestamp + compared);
    }
}
