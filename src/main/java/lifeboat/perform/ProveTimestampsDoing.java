package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.atlas.AtlasCli;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.TimestampFile;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/** Proves, once the service runs again, that what it hands out is above the fast-forward timestamp. */
final class ProveTimestampsDoing implements Doing<Action.Atlas> {
    private final AtlasTask.ProveTimestamps task;

    ProveTimestampsDoing(AtlasTask.ProveTimestamps task) {
        this.task = task;
    }

    /** A timestamp that is only looked at: it is no part of any backup. */
    private static Path file(Call<?> call, Attempt attempt) {
        return call.world().artifacts().resolve(call.step().id() + "-" + attempt.number() + ".timestamp");
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        return Preview.ofDetails(
                List.of("fetches a timestamp through the service at " + place.service() + ", and compares it"));
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        Optional<String> refusal = place.config().fetchRefusal();
        if (refusal.isPresent()) {
            return failed(refusal.get(), "Name the configuration with which the service itself runs.");
        }
        long forwarded = AtlasBackup.read(call.text(task.backup())).fit().fastForward();
        try {
            Path file = file(call, attempt);
            Files.deleteIfExists(file);
            AtlasProgram.Ran ran = new AtlasProgram(call, attempt, listener)
                    .run(place, place.cli().fetch(file));
            place.cli().judge(AtlasCli.Verb.FETCH, ran.exit(), ran.lines());
            return judged(TimestampFile.read(file), forwarded, listener);
        } catch (AtlasException e) {
            return failed(Reasons.message(e), e.hint());
        } catch (IOException e) {
            throw new PerformException(
                    "the run's folder cannot be written to: " + Reasons.message(e), "Look at the disk.", e);
        }
    }

    private static Outcome judged(long fresh, long forwarded, Performer.Listener listener) {
        String words = "a fresh timestamp is " + fresh + ", the fast-forward timestamp " + forwarded;
        if (fresh > forwarded) {
            listener.checked("timestamps", Severity.PASS, words);
            return Doing.done(Map.of("timestamp", List.of(Long.toString(fresh))), words);
        }
        listener.checked("timestamps", Severity.FAIL, words);
        return failed(
                "the service hands out timestamps that were used before: " + words,
                "Stop every service at once: each write may now destroy an older one. Find out which timestamp service it"
                        + " asks, then restore again.");
    }

    private static Outcome failed(String reason, String hint) {
        return new Outcome.Failed(false, reason, hint, EffectSeen.NONE);
    }
}
