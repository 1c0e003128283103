package lifeboat.screen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.PodFeed.Emptied;
import lifeboat.perform.PodFeed.Life;
import lifeboat.perform.PodFeed.Pod;
import lifeboat.perform.PodFeed.Pods;
import lifeboat.perform.PodFeed.Selection;
import lifeboat.perform.PodFeed.Sight;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.run.Run;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;
import lifeboat.terminal.Size;

/**
 * The pods alone on a screen, in a frame as the run screen draws it, and what stands over them.
 *
 * @param size the terminal's
 */
record PodWall(PodsPane pane, Optional<Popup> popup, RunView view, Size size) implements Scene {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: small
            title: A small procedure
            summary: For tests.
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: pach}
            identity: [cluster]
            lock: small/pach
            watch: [{pods: suite=pachyderm}]
            steps:
              - id: look
                title: Look
                preflight: {checks: [tools], app: pachd}
            """;

    static PodWall of(Pods pods) {
        Snapshot snapshot =
                new Snapshot(1, 0, Run.fresh(book(BOOK), "R1"), new Question.Busy(), Map.of(), false, false);
        RunView view = RunView.of(new RunView.Frame("mira@bastion1", "j", "r", false), snapshot, NOON)
                .after(new Message.Saw(pods));
        return new PodWall(PodsPane.fresh(), Optional.empty(), view, Size.USUAL);
    }

    /** Of a run whose runbook names no pods. */
    static PodWall unwatched() {
        PodWall wall = of(Pods.NONE);
        Snapshot snapshot = new Snapshot(
                1,
                0,
                Run.fresh(book(BOOK.replace("watch: [{pods: suite=pachyderm}]\n", "")), "R1"),
                new Question.Busy(),
                Map.of(),
                false,
                false);
        return new PodWall(wall.pane, Optional.empty(), RunView.of(wall.view.frame(), snapshot, NOON), Size.USUAL);
    }

    private static Runbook book(String yaml) {
        try {
            return RunbookLoader.load("small.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        } catch (RunbookException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    /** A table of one live selection. */
    static Pods live(String selector, Pod... pods) {
        return table(Sight.LIVE, Optional.empty(), "", selector, List.of(), pods);
    }

    static Pods table(
            Sight sight, Optional<Instant> since, String why, String selector, List<Emptied> emptied, Pod... pods) {
        List<Pod> sorted = new ArrayList<>(List.of(pods));
        sorted.sort(Comparator.comparing(Pod::name));
        int present =
                (int) sorted.stream().filter(pod -> pod.life().gone().isEmpty()).count();
        return new Pods(sorted, List.of(new Selection(selector, present, sight, since, why)), emptied);
    }

    /** What a run of Pachyderm watches, before pachd was scaled to zero or after. */
    static Pods pachyderm(boolean down) {
        Pod etcd = pod("etcd-0", "Running");
        Pod bouncer = pod("pg-bouncer-6f4d9c7b8-q5zzt", "Running");
        return down
                ? table(
                        Sight.LIVE,
                        Optional.empty(),
                        "",
                        "suite=pachyderm",
                        List.of(new Emptied("Deployment/pachd", Tale.START)),
                        etcd,
                        bouncer)
                : live(
                        "suite=pachyderm",
                        etcd,
                        pod("pachd-7d9f8b6c5d-2xkqp", "Running"),
                        pod("pachd-7d9f8b6c5d-c4hzt", "Running"),
                        pod("pachd-7d9f8b6c5d-m8wvl", "Running"),
                        bouncer);
    }

    /** One that is well and came long ago. */
    static Pod pod(String name, String state) {
        return pod(name, state, 1, 0, Duration.ofDays(40), Life.STEADY);
    }

    static Pod pod(String name, String state, int ready, int restarts, Duration age, Life life) {
        int end = name.indexOf('-');
        return new Pod(
                name,
                "uid of " + name,
                state,
                ready,
                1,
                restarts,
                NOON.minus(age),
                "Deployment/" + (end < 0 ? name : name.substring(0, end)),
                "node-" + Math.floorMod(name.hashCode(), 3),
                life);
    }

    static Life gone(Instant when) {
        return new Life(Optional.empty(), Optional.empty(), Optional.of(when));
    }

    static Life came(Instant when) {
        return new Life(Optional.of(when), Optional.empty(), Optional.empty());
    }

    /** Compares it, without the footer, at both sizes. */
    static void both(String name, Scene wall) {
        Shot.of(canvas -> wall.draw(canvas.part(0, 0, 80, 23)), 80, 24).matches(name);
        Shot.of(canvas -> wall.draw(canvas.part(0, 0, 120, 39)), 120, 40).matches(name);
    }

    private int inside() {
        return size.rows() - 3;
    }

    @Override
    public Next update(Message message) {
        RunView later = view.after(message);
        Size large = message instanceof Message.Drawn drawn ? drawn.size() : size;
        boolean key =
                message instanceof Message.Did || message instanceof Message.Typed || message instanceof Message.Pasted;
        PodsPane then = key && popup.isPresent() ? pane : pane.update(message, later, inside());
        if (popup.isPresent()) {
            Popup.After after = popup.get().update(message, later);
            return new Next(new PodWall(then, after.popup(), later, large), after.commands(), after.notice());
        }
        if (message instanceof Message.Did did && did.deed() == Deed.DETAILS) {
            Optional<Popup.After> after = pane.details(later);
            return new Next(
                    new PodWall(then, after.flatMap(Popup.After::popup), later, large),
                    after.map(Popup.After::commands).orElse(List.of()),
                    "");
        }
        return Next.stay(new PodWall(then, popup, later, large));
    }

    @Override
    public void draw(Canvas canvas) {
        pane.draw(canvas.box(pane.title(view), "", Role.FOCUS), view, popup.isEmpty());
        popup.ifPresent(shown -> shown.draw(canvas, view));
    }

    @Override
    public Bindings bindings() {
        return popup.map(shown -> shown.bindings(view)).orElseGet(() -> pane.bindings(view));
    }

    @Override
    public Optional<String> obstacle(Deed deed) {
        return popup.map(shown -> shown.obstacle(deed, view)).orElseGet(() -> pane.obstacle(deed, view));
    }

    @Override
    public boolean isTyping() {
        return popup.isEmpty() && pane.isTyping();
    }

    @Override
    public boolean ticks() {
        return true;
    }
}
