package lifeboat.run;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lifeboat.runbook.Action;
import lifeboat.runbook.DurationText;
import lifeboat.runbook.Step;
import lifeboat.runbook.Target;

/**
 * What to put into the ticket about a run that was left or closed.
 *
 * @param run the run
 * @param operators who worked on it, each once
 * @param endedAt when it was left or closed
 * @param audit its record
 */
public record Ticket(Run run, List<String> operators, Optional<Instant> endedAt, Audit audit) {
    private static final int LABEL = 11;
    private static final String BACKUP = "backup";

    /**
     * The record of a run.
     *
     * @param path where it is
     * @param sequence the number of its last record
     * @param hash the chain hash of its last record, lower-case hex
     * @param gap that it is not whole, and what of it is where, a line each; empty if it is
     */
    public record Audit(String path, long sequence, String hash, List<String> gap) {
        /** Of a record that is whole. */
        public Audit(String path, long sequence, String hash) {
            this(path, sequence, hash, List.of());
        }
    }

    /** How much a line matters. */
    public enum Tone {
        PLAIN,
        MUTED,
        GOOD,
        WARNING,
        BAD
    }

    /**
     * One line; may hold anything that came from outside.
     *
     * @param label what it is about; empty if that stands further above
     */
    public record Line(String label, String text, Tone tone) {
        /** As it stands in a ticket. */
        public String plain() {
            return (label + " ".repeat(Math.max(1, LABEL - label.length())) + text).stripTrailing();
        }
    }

    /** All of it as text, a line each. */
    public List<String> text() {
        return lines().stream().map(Line::plain).toList();
    }

    /** All of it. */
    public List<Line> lines() {
        Sheet sheet = new Sheet();
        sheet.add("Run", run.id() + (run.mode() == Mode.REHEARSAL ? "  REHEARSAL" : ""), Tone.PLAIN);
        sheet.add("Runbook", run.book().title() + " (" + run.book().id() + ")", Tone.PLAIN);
        sheet.add("  sha256", run.book().sha256(), Tone.MUTED);
        sheet.add("Result", Wording.ending(run), tone());
        if (!operators.isEmpty()) {
            sheet.add("Operator", String.join(", ", operators), Tone.PLAIN);
        }
        run.openedAt().ifPresent(at -> sheet.add("Opened", time(at), Tone.PLAIN));
        endedAt.ifPresent(
                at -> sheet.add(run.phase() == Run.Phase.CLOSED ? "Closed" : "Left", time(at) + took(at), Tone.PLAIN));
        outage(sheet);
        new TreeMap<>(run.identities()).forEach((target, facts) -> {
            if (!target.equals(BACKUP)) {
                sheet.add("Target", target + ": " + words(facts), Tone.PLAIN);
            }
        });
        holds(sheet);
        steps(sheet);
        backup(sheet);
        run.notes().forEach(note -> sheet.add("Note", note, Tone.PLAIN));
        audit.gap().forEach(line -> sheet.add("Audit", line, Tone.BAD));
        sheet.add("Audit", audit.path(), Tone.PLAIN);
        sheet.add("  head", audit.sequence() + ":" + audit.hash(), Tone.PLAIN);
        sheet.add(
                "Verify",
                "lifeboat audit verify " + run.id() + " --require-seal --head " + audit.sequence() + ":" + audit.hash(),
                Tone.PLAIN);
        return List.copyOf(sheet.lines);
    }

    /** Lines in the making: a label that repeats is left out. */
    private static final class Sheet {
        private final List<Line> lines = new ArrayList<>();
        private String last = "";

        void add(String label, String text, Tone tone) {
            boolean again = label.equals(last);
            for (String one : text.stripTrailing().split("\\R", -1)) {
                lines.add(new Line(again ? "" : label, one, tone));
                again = true;
            }
            last = label.isEmpty() ? last : label;
        }
    }

    private Tone tone() {
        if (run.phase() != Run.Phase.CLOSED) {
            return Tone.WARNING;
        }
        boolean done =
                run.result().filter("done"::equals).isPresent() && run.holds().isEmpty();
        return done ? Tone.GOOD : Tone.BAD;
    }

    private String took(Instant end) {
        return run.openedAt()
                .map(opened -> ", after " + DurationText.format(Duration.between(opened, end)))
                .orElse("");
    }

    private void outage(Sheet sheet) {
        Optional<Instant> began = run.downtime().began();
        Optional<Instant> ended = run.downtime().ended();
        if (began.isEmpty()) {
            sheet.add("Outage", "none", Tone.PLAIN);
        } else if (ended.isEmpty()) {
            sheet.add("Outage", "since " + time(began.get()) + ", not over", Tone.BAD);
        } else {
            sheet.add(
                    "Outage",
                    DurationText.format(Duration.between(began.get(), ended.get())) + ", from " + time(began.get())
                            + " to " + time(ended.get()),
                    Tone.PLAIN);
        }
    }

    private void holds(Sheet sheet) {
        if (run.holds().isEmpty()) {
            sheet.add("Holds", "nothing is held", Tone.GOOD);
            return;
        }
        List<Run.OpenHold> newestFirst = new ArrayList<>(run.holds());
        Collections.reverse(newestFirst);
        for (Run.OpenHold hold : newestFirst) {
            sheet.add("Holds", "! " + hold.id() + " since " + time(hold.since()), Tone.BAD);
            sheet.add("", "  " + Wording.meaning(hold.id(), run), Tone.PLAIN);
            Wording.byHand(hold.id(), run).ifPresent(byHand -> sheet.add("", "  by hand: " + byHand, Tone.PLAIN));
        }
    }

    private void steps(Sheet sheet) {
        List<Step> steps = run.book().steps();
        Map<StepState.Status, List<Step>> by =
                steps.stream().collect(Collectors.groupingBy(run::status, TreeMap::new, Collectors.toList()));
        int done = by.getOrDefault(StepState.Status.DONE, List.of()).size();
        sheet.add("Steps", done + " of " + steps.size() + " done", Tone.PLAIN);
        for (Step step : steps) {
            StepState.Status status = run.status(step);
            if (status != StepState.Status.DONE && status != StepState.Status.WAITING) {
                String reason = reason(step);
                sheet.add(
                        "",
                        Wording.word(status) + "  " + step.id() + (reason.isEmpty() ? "" : ": " + reason),
                        status == StepState.Status.LEFT_OUT ? Tone.MUTED : tone(status));
            }
        }
        List<Step> waiting = by.getOrDefault(StepState.Status.WAITING, List.of());
        if (!waiting.isEmpty()) {
            sheet.add(
                    "",
                    "not begun  "
                            + waiting.stream().map(step -> step.id().value()).collect(Collectors.joining(", ")),
                    Tone.MUTED);
        }
    }

    /** Of a step that holds others, the first reason of those. */
    private String reason(Step step) {
        String own = run.state(step.id()).reason();
        return !own.isEmpty()
                ? own
                : step.together().stream()
                        .map(child -> run.state(child.id()).reason())
                        .filter(reason -> !reason.isEmpty())
                        .findFirst()
                        .orElse("");
    }

    private static Tone tone(StepState.Status status) {
        return status == StepState.Status.SKIPPED ? Tone.WARNING : Tone.BAD;
    }

    /** The folder, and what the step that wrote the manifest said of it. */
    private void backup(Sheet sheet) {
        String directory = run.identities().getOrDefault(BACKUP, Map.of()).get("directory");
        if (directory == null) {
            return;
        }
        sheet.add("Backup", directory, Tone.PLAIN);
        Optional<Step> writes = run.book().steps().stream()
                .filter(step -> step.action() instanceof Action.WriteManifest)
                .findFirst();
        if (run.book().targets().values().stream().anyMatch(Target.Backup.class::isInstance)) {
            // It was read and not made.
            return;
        }
        Optional<String> register = writes.flatMap(Step::register);
        Optional<String> status = register.flatMap(name -> fact(name + ".status"));
        if (status.isEmpty()) {
            if (writes.filter(step -> run.status(step) == StepState.Status.DONE).isEmpty()) {
                sheet.add("", "no manifest was written: it is not to be used", Tone.BAD);
            }
            return;
        }
        boolean complete = status.get().equals("COMPLETE");
        sheet.add("  manifest", status.get(), complete ? Tone.GOOD : Tone.WARNING);
        register.flatMap(name -> fact(name + ".digest")).ifPresent(digest -> sheet.add("  digest", digest, Tone.PLAIN));
    }

    private Optional<String> fact(String name) {
        List<String> values = run.facts().getOrDefault(name, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
    }

    private static String words(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
