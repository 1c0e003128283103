package lifeboat.perform;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.PodDetail;
import lifeboat.cluster.PodEvent;
import lifeboat.cluster.PodRow;
import lifeboat.run.Run;

/**
 * More about one pod, as lines for people. A heading stands at the left edge, all else is indented; a line that begins with
 * {@code ✗} tells of a failure, one with {@code !} is worth a look, one with {@code ✓} is as it should be.
 */
public final class PodDetails {
    private static final int EVENTS = 30;
    private static final String IN = "  ";
    private static final String GOOD = "✓ ";
    private static final String LOOK = "! ";
    private static final String BAD = "✗ ";

    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    private PodDetails(Instant now) {
        this.now = now;
    }

    /** Looks at a pod; waits for the cluster's answers. What cannot be seen is a line, never an exception. */
    public static List<String> look(World world, Run run, String pod) {
        Instant now = world.surroundings().clock().instant();
        PodDetails details = new PodDetails(now);
        try {
            details.look(world.cluster(run), pod);
        } catch (PerformException e) {
            details.unseen("the pod cannot be seen: " + e.reason(), e.hint());
        }
        return List.copyOf(details.lines);
    }

    /** The lines of what was seen at that moment. */
    static List<String> lines(Optional<PodDetail> pod, List<PodEvent> events, Instant now) {
        PodDetails details = new PodDetails(now);
        details.tell(pod);
        details.tell(events);
        return List.copyOf(details.lines);
    }

    private void look(Cluster cluster, String pod) {
        try {
            tell(cluster.podDetail(pod));
        } catch (ClusterException e) {
            unseen("the pod cannot be seen: " + Reasons.message(e), e.hint());
        }
        try {
            tell(cluster.events(pod));
        } catch (ClusterException e) {
            heading("EVENTS");
            unseen("its events cannot be seen: " + Reasons.message(e), e.hint());
        }
    }

    private void unseen(String what, String hint) {
        say(BAD + what);
        if (!hint.isEmpty()) {
            say(IN + hint);
        }
    }

    private void tell(Optional<PodDetail> found) {
        if (found.isEmpty()) {
            say(LOOK + "the pod is gone, as of " + time(now));
            return;
        }
        PodDetail pod = found.get();
        tell(pod.row());
        heading("CONTAINERS");
        pod.containers().forEach(this::tell);
        if (pod.containers().isEmpty()) {
            say(IN + "none has been started");
        }
        heading("CONDITIONS");
        pod.conditions().forEach(this::tell);
        heading("LABELS");
        pod.row().labels().forEach((name, value) -> say(IN + name + "=" + value));
    }

    private void tell(PodRow row) {
        say("status      " + row.reason() + ", ready " + row.ready() + "/" + row.containers() + ", restarts "
                + row.restarts() + ", as of " + time(now));
        row.deleted().ifPresent(deadline -> say("to be gone  " + when(deadline)));
        say("created     " + when(row.created()));
        say("owner       "
                + row.ownerKind()
                        .map(kind -> kind + "/" + row.ownerName().orElse("?"))
                        .orElse("none: nothing brings it back"));
        say("node        " + row.node().orElse("not placed yet"));
    }

    private void tell(PodDetail.Container container) {
        boolean ended = container.state().equals("terminated");
        boolean well = ended ? container.exitCode().orElse(1) == 0 : container.ready();
        boolean failing = ended
                ? !well
                : container.reason().contains("Err") || container.reason().endsWith("BackOff");
        String state = Stream.of(
                        container.state(),
                        container.reason(),
                        container.exitCode().map(code -> "exit code " + code).orElse(""),
                        ended ? "" : container.ready() ? "ready" : "not ready",
                        "restarts " + container.restarts())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        say((well ? GOOD : failing ? BAD : LOOK) + container.name() + ": " + state);
        say(IN + IN + container.image());
        if (!container.message().isEmpty()) {
            say(IN + IN + container.message());
        }
        container
                .before()
                .ifPresent(before -> say(IN + IN + "before: "
                        + (before.reason().isEmpty() ? "ended" : before.reason()) + ", exit code "
                        + before.exitCode()
                        + before.at().map(at -> ", " + when(at)).orElse("")));
    }

    private void tell(PodDetail.Condition condition) {
        // The one condition of a pod that is good news when it does not hold.
        String wanted = condition.type().equals("DisruptionTarget") ? "False" : "True";
        boolean over = condition.reason().equals("PodCompleted");
        String mark = condition.status().equals(wanted) ? GOOD : over ? IN : LOOK;
        say(mark + condition.type() + ": " + condition.status()
                + (condition.reason().isEmpty() ? "" : ", " + condition.reason())
                + condition.since().map(since -> ", since " + when(since)).orElse(""));
        if (!condition.message().isEmpty()) {
            say(IN + IN + condition.message());
        }
    }

    private void tell(List<PodEvent> events) {
        heading("EVENTS, newest first");
        List<PodEvent> newest = new ArrayList<>(events);
        Collections.reverse(newest);
        for (PodEvent event : newest.subList(0, Math.min(EVENTS, newest.size()))) {
            say((event.type().equals("Normal") ? IN : LOOK) + when(event.at()) + ", " + event.reason()
                    + (event.count() > 1 ? " ×" + event.count() : ""));
            say(IN + IN + event.message());
        }
        if (events.isEmpty()) {
            say(IN + "none that the cluster remembers");
        } else if (newest.size() > EVENTS) {
            say(IN + "and " + (newest.size() - EVENTS) + " older ones");
        }
    }

    private String when(Instant then) {
        Duration far = Duration.between(then, now);
        long days = far.abs().toDays();
        String words = days < 2 ? Words.duration(far.abs()) : days + " days";
        return (far.isNegative() ? "in " + words : words + " ago") + " (" + time(then) + ")";
    }

    /** With the date if it was on another day. */
    private String time(Instant then) {
        String all = then.truncatedTo(ChronoUnit.SECONDS).toString();
        boolean today = then.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
        return today ? all.substring(all.indexOf('T') + 1) : all;
    }

    private void heading(String title) {
        lines.add("");
        lines.add(title);
    }

    /** Messages of a cluster may have several lines; none but ours may look like a heading. */
    private void say(String line) {
        String[] parts = line.stripTrailing().split("\\R");
        lines.add(parts[0]);
        for (int part = 1; part < parts.length; part++) {
            lines.add(IN + IN + parts[part].strip());
        }
    }
}
