package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.Template;

/** Looks whether nobody works with the store, or whether it is empty, or both. */
final class ProveStoreDoing implements Doing<Action.Atlas> {
    private final String target;
    private final boolean offline;
    private final boolean empty;
    private final Template nodes;

    ProveStoreDoing(String target, boolean offline, boolean empty, Template nodes) {
        this.target = target;
        this.offline = offline;
        this.empty = empty;
        this.nodes = nodes;
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) {
        List<String> looks = new ArrayList<>();
        if (offline) {
            looks.add("looks at the service's port and the connections of the database");
        }
        if (empty) {
            looks.add("looks at the store's content");
        }
        return Preview.ofDetails(looks);
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        AtlasPlace place = AtlasPlace.of(call, target);
        List<String> problems = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        List<String> proved = new ArrayList<>();
        if (offline) {
            List<String> signs = new AtlasOffline(call, place).signs();
            String words = "nothing listens at " + place.service().getAuthority()
                    + (place.isPostgres() ? ", and nobody is connected to " + place.database() : "");
            row("offline", signs, words, listener);
            problems.addAll(signs);
            hints.addAll(
                    signs.isEmpty() ? List.of() : List.of("Stop every service that uses the store, on every machine."));
            proved.add("nobody works with " + place.name());
        }
        if (empty) {
            List<String> content = new AtlasOffline(call, place).content(call.text(nodes));
            if (place.isSeen()) {
                row("empty", content, absence(call, place), listener);
                proved.add(place.name() + " is empty");
            } else {
                listener.checked(
                        "empty", Severity.WARN, "whether " + place.name() + " is empty cannot be seen from here");
                proved.add("whether it is empty is for you to see");
            }
            problems.addAll(content);
            hints.addAll(
                    content.isEmpty()
                            ? List.of()
                            : List.of(
                                    "A store that holds anything is moved aside by its owner, never by a restore. One in which the"
                                            + " service has worked since it was restored is not cleaned again: that would delete"
                                            + " transactions that are live."));
        }
        return problems.isEmpty()
                ? Doing.done(String.join("; ", proved))
                : new Outcome.Failed(true, String.join("; ", problems), String.join(" ", hints), EffectSeen.NONE);
    }

    private String absence(Call<Action.Atlas> call, AtlasPlace place) {
        return place.isCassandra()
                ? "no node knows the keyspace " + place.name() + ": "
                        + String.join(", ", new AtlasNodes(call.world(), place).named(call.text(nodes)))
                : place.name() + " is empty, or not there";
    }

    private static void row(String name, List<String> wrong, String right, Performer.Listener listener) {
        if (wrong.isEmpty()) {
            listener.checked(name, Severity.PASS, right);
        }
        wrong.forEach(problem -> listener.checked(name, Severity.FAIL, problem));
    }
}
