package lifeboat.screen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lifeboat.run.Run;
import lifeboat.runbook.Parameter;
import lifeboat.screen.Sheet.Line;
import lifeboat.screen.Sheet.Piece;

/** Where a run works and with what: its targets as they were pinned, its parameters, its notes, its audit. */
record AboutPopup(TextBox box) implements Popup {
    private static final Bindings KEYS = Bindings.of("About this run")
            .shown(Deed.COPY, "y")
            .shown(Deed.BACK, "Esc", "i", "q")
            .and(Scroll.KEYS);

    /** What only the audit needs; the cluster's uid tells it apart. */
    private static final Set<String> ONLY_FOR_THE_AUDIT = Set.of("ca_sha256", "namespace_uid");

    private static final int LABEL = 20;

    /** How wide lines may be that are pasted elsewhere. */
    private static final int COPIED = 120;

    static AboutPopup first() {
        return new AboutPopup(TextBox.first());
    }

    @Override
    public After update(Message message, RunView view) {
        if (message instanceof Message.Did did && did.deed() == Deed.BACK) {
            return After.close();
        }
        if (message instanceof Message.Did did && did.deed() == Deed.COPY) {
            String all = String.join("\n", Sheet.texts(lines(view, COPIED)));
            return new After(Optional.of(this), List.of(new Command.Copy(all)), "");
        }
        return After.stay(new AboutPopup(box.told(message, columns -> lines(view, columns))));
    }

    static List<Line> lines(RunView view, int columns) {
        Run run = view.run();
        Sheet sheet = new Sheet(columns);
        row(sheet, "runbook", run.book().title() + " (" + run.book().id() + ")");
        if (!run.book().summary().isBlank()) {
            row(sheet, "", run.book().summary());
        }
        row(sheet, "its sha256", run.book().sha256());
        row(sheet, "run", run.id() + ", a " + run.mode().text());
        run.openedAt().ifPresent(at -> row(sheet, "opened", Times.second(at) + " UTC"));
        row(sheet, "who", view.frame().who());
        row(sheet, "audit", view.frame().audit());
        row(sheet, "to take it up again", view.frame().resume());
        sheet.gap().line(new Piece("pinned when it was opened", Role.TITLE));
        run.identities().forEach((target, facts) -> row(sheet, target, facts(facts)));
        sheet.gap().line(new Piece("parameters", Role.TITLE));
        for (Parameter parameter : run.book().parameters()) {
            String value = run.parameters().getOrDefault(parameter.name(), "");
            String shown = parameter.isSecret() && !value.isEmpty() ? "set (not shown)" : value;
            row(sheet, parameter.name(), shown.isEmpty() ? "(empty)" : shown);
        }
        if (!run.notes().isEmpty()) {
            sheet.gap().line(new Piece("notes", Role.TITLE));
            run.notes().forEach(note -> sheet.prose(2, note, Role.PLAIN));
        }
        return sheet.lines();
    }

    private static void row(Sheet sheet, String label, String text) {
        sheet.labelled(label + " ".repeat(Math.max(1, LABEL - label.length())), Role.MUTED, text, Role.PLAIN);
    }

    private static String facts(Map<String, String> facts) {
        return facts.entrySet().stream()
                .filter(fact -> !ONLY_FOR_THE_AUDIT.contains(fact.getKey())
                        && !fact.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void draw(Canvas canvas, RunView view) {
        box.draw(canvas, "About this run", "", columns -> lines(view, columns));
    }

    @Override
    public Bindings bindings(RunView view) {
        return KEYS;
    }
}
