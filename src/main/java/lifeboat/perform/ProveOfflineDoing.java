package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/** Looks whether nobody works with the store, and if asked whether it is empty. */
final class ProveOfflineDoing implements Doing<Action.Atlas> {
    private final AtlasTask.ProveOffline task;

    ProveOfflineDoing(AtlasTask.ProveOffline task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) {
        return Preview.ofDetails(
                List.of("looks at the service's port, the connections of the database, and its content"));
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener) throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        AtlasOffline offline = new AtlasOffline(call, place);
        List<String> problems = new ArrayList<>(offline.signs());
        problems.forEach(sign -> listener.checked("offline", Severity.FAIL, sign));
        if (problems.isEmpty()) {
            listener.checked(
                    "offline",
                    Severity.PASS,
                    "nothing listens at " + place.service().getAuthority()
                            + (place.isPostgres() ? ", and nobody is connected to " + place.database() : ""));
        }
        if (task.empty()) {
            List<String> content = offline.content();
            content.forEach(what -> listener.checked("empty", Severity.FAIL, what));
            if (content.isEmpty() && (place.isPostgres() || place.path().isPresent())) {
                listener.checked("empty", Severity.PASS, place.name() + " is empty, or not there");
            } else if (content.isEmpty()) {
                listener.checked(
                        "empty", Severity.WARN, "whether " + place.name() + " is empty cannot be seen from here");
            }
            problems.addAll(content);
        }
        if (problems.isEmpty()) {
            return Doing.done("nobody works with " + place.name() + (task.empty() ? ", and it is empty" : ""));
        }
        return new Outcome.Failed(
                true,
                String.join("; ", problems),
                "Stop every service that uses the store, on every machine. A store that holds anything is moved aside"
                        + " by its owner, never by a restore.",
                EffectSeen.NONE);
    }
}
