package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Mode;
import lifeboat.runbook.Parameter;
import lifeboat.terminal.TextWidth;

/** How a form looks: the fields, and below or beside them all there is to say of the one that has the keys. */
final class FormPicture {
    private static final int WIDE = 100;
    /** How much of a digest is enough to be compared by eye. */
    private static final int DIGITS = 16;

    private static final int ABOUT_ROWS = 6;
    private static final int LABEL = 22;
    private static final int ORIGIN = 12;

    private final FormScene form;
    private final List<FormValues.Field> fields;

    FormPicture(FormScene form) {
        this.form = form;
        this.fields = form.values().fields();
    }

    /** One row of the list: a field, or what is wrong with the field above it; the button has none. */
    private record Row(Optional<FormValues.Field> field, String complaint) {}

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (FormValues.Field one : fields) {
            rows.add(new Row(Optional.of(one), ""));
            form.complaint(one).ifPresent(why -> rows.add(new Row(Optional.of(one), why)));
        }
        rows.add(new Row(Optional.empty(), ""));
        return rows;
    }

    /** The first row that is seen, so that the one with the keys is, and what is wrong with it. */
    int first(int columns, int rows) {
        int seen = listRows(columns, rows);
        List<Row> all = rows();
        int from = all.size() - 1;
        int to = from;
        for (int row = all.size() - 1; row >= 0; row--) {
            if (all.get(row)
                    .field()
                    .filter(one -> one.name().equals(form.focus()))
                    .isPresent()) {
                from = row;
                to = all.get(row).complaint().isEmpty() ? Math.max(row, to == all.size() - 1 ? row : to) : row;
            }
        }
        int top = Math.min(form.first(), from);
        top = Math.max(top, to - seen + 1);
        return Math.max(0, Math.min(top, all.size() - seen));
    }

    private static int listRows(int columns, int rows) {
        return Math.max(1, columns < WIDE ? rows - 3 - ABOUT_ROWS : rows - 2);
    }

    void draw(Canvas canvas) {
        header(canvas);
        canvas.across(1, Role.BORDER);
        int high = listRows(canvas.columns(), canvas.rows());
        if (canvas.columns() < WIDE) {
            list(canvas.part(0, 2, canvas.columns(), high), canvas);
            canvas.across(2 + high, Role.BORDER);
            about(canvas.part(1, 3 + high, canvas.columns() - 2, ABOUT_ROWS));
        } else {
            int left = Math.min(80, canvas.columns() * 3 / 5);
            list(canvas.part(0, 2, left, high), canvas);
            canvas.part(left, 2, 1, high).down(0, Role.BORDER);
            about(canvas.part(left + 2, 2, canvas.columns() - left - 3, high));
        }
        form.choosing().ifPresent(list -> list.draw(canvas));
    }

    private void header(Canvas canvas) {
        Canvas row = canvas.part(0, 0, canvas.columns(), 1);
        row.fill(Role.HEADER);
        boolean run = form.mode() == Mode.RUN;
        int at = 1 + row.text(1, 0, run ? " RUN " : " REHEARSAL ", run ? Role.DANGER : Role.REHEARSAL) + 1;
        long open = fields.stream().filter(one -> one.refusal().isPresent()).count();
        String left =
                open == 0 ? "ready to begin" : open == 1 ? "1 field needs a value" : open + " fields need a value";
        row.right(row.columns() - 1, 0, left, open == 0 ? Role.OK : Role.WARNING);
        row.fitted(
                at,
                0,
                row.columns() - at - TextWidth.of(left) - 3,
                form.values().book().title(),
                Role.HEADER);
    }

    private void list(Canvas canvas, Canvas all) {
        List<Row> rows = rows();
        int first = first(all.columns(), all.rows());
        for (int row = 0; row < canvas.rows() && first + row < rows.size(); row++) {
            draw(canvas, row, rows.get(first + row));
        }
        if (first > 0) {
            canvas.right(canvas.columns(), 0, "↑", Role.MUTED);
        }
        if (first + canvas.rows() < rows.size()) {
            canvas.right(canvas.columns(), canvas.rows() - 1, "↓", Role.MUTED);
        }
    }

    private void draw(Canvas canvas, int row, Row what) {
        boolean here =
                form.focus().equals(what.field().map(FormValues.Field::name).orElse(FormScene.BEGIN));
        if (what.field().isEmpty()) {
            String label = form.mode() == Mode.RUN ? "[ Begin the run ]" : "[ Begin the rehearsal ]";
            pointer(canvas, row, here);
            canvas.text(2, row, label, here ? Role.SELECTED : Role.TITLE);
            return;
        }
        FormValues.Field one = what.field().get();
        int value = 3 + label();
        if (!what.complaint().isEmpty()) {
            canvas.fitted(
                    value,
                    row,
                    canvas.columns() - value - 1,
                    "! " + what.complaint(),
                    here ? Role.WARNING : Role.DANGER);
            return;
        }
        pointer(canvas, row, here);
        if (!form.values().targets(one.parameter()).isEmpty()) {
            canvas.text(1, row, "@", Role.WARNING);
        }
        canvas.fitted(2, row, label(), one.name(), here ? Role.SELECTED : Role.PLAIN);
        int wide = canvas.columns() - value - ORIGIN - 2;
        if (here && !form.isPicked() && !(isHidden(one) && form.field().text().isEmpty())) {
            form.field().draw(canvas, value, row, wide, true);
        } else {
            canvas.fitted(value, row, wide, shown(one), role(one));
            if (here) {
                canvas.cursor(value, row);
            }
        }
        canvas.right(canvas.columns() - 1, row, origin(one), Role.MUTED);
    }

    private static void pointer(Canvas canvas, int row, boolean here) {
        if (here) {
            canvas.text(0, row, "▶", Role.NOW);
        }
    }

    private int label() {
        int widest =
                fields.stream().mapToInt(one -> TextWidth.of(one.name())).max().orElse(0);
        return Math.min(LABEL, Math.max(8, widest));
    }

    /** Whether it is a secret that was not typed here, of which nothing may be shown. */
    private static boolean isHidden(FormValues.Field one) {
        return one.parameter().isSecret()
                && !one.isTyped()
                && !one.given().value().isEmpty();
    }

    private static String shown(FormValues.Field one) {
        String value = one.given().value();
        if (value.isEmpty()) {
            return one.parameter().required() ? "needed" : "empty";
        }
        if (!one.parameter().isSecret()) {
            return Choosing.label(one.parameter(), value);
        }
        return isHidden(one)
                ? "set (" + one.given().origin() + ")"
                : "•".repeat(Math.min(12, value.codePointCount(0, value.length())));
    }

    private static Role role(FormValues.Field one) {
        if (one.given().value().isEmpty()) {
            return one.parameter().required() ? Role.WARNING : Role.MUTED;
        }
        return Role.PLAIN;
    }

    private static String origin(FormValues.Field one) {
        if (one.isTyped()) {
            return "typed";
        }
        return one.given().value().isEmpty() && one.isDefault()
                ? ""
                : one.given().origin();
    }

    private void about(Canvas canvas) {
        Optional<FormValues.Field> focused = form.focused();
        if (focused.isEmpty()) {
            aboutBeginning(canvas);
            return;
        }
        Parameter parameter = focused.get().parameter();
        int row = canvas.prose(0, 0, parameter.question() + (parameter.required() ? " (needed)" : ""), Role.TITLE);
        if (!parameter.help().isBlank()) {
            row += canvas.prose(0, row, parameter.help(), Role.PLAIN);
        }
        List<String> targets = form.values().targets(parameter);
        if (!targets.isEmpty()) {
            row += canvas.prose(
                    0, row, "@ It says where this works: " + String.join(", ", targets) + ".", Role.WARNING);
        }
        String status = form.offers().status(parameter);
        if (!status.isEmpty()) {
            row += canvas.prose(0, row, status, Role.MUTED);
        }
        List<String> choices = form.offers().choices(parameter);
        if (!choices.isEmpty()) {
            List<String> labels = choices.stream()
                    .limit(20)
                    .map(one -> Choosing.label(parameter, one))
                    .toList();
            String more = choices.size() > 20 ? " and " + (choices.size() - 20) + " more" : "";
            row += canvas.prose(0, row, "One of: " + String.join(", ", labels) + more, Role.MUTED);
        }
        parameter
                .environment()
                .filter(name -> !focused.get().isTyped())
                .ifPresent(name ->
                        canvas.prose(0, canvas.rows() - 1, "Its environment variable is " + name + ".", Role.MUTED));
    }

    private void aboutBeginning(Canvas canvas) {
        boolean run = form.mode() == Mode.RUN;
        int row = canvas.prose(
                0,
                0,
                run
                        ? "This is no rehearsal: it works on the cluster, databases and buckets named above."
                        : "A rehearsal: it works on the lab and touches nothing of yours.",
                run ? Role.DANGER : Role.REHEARSAL);
        List<String> where = fields.stream()
                .filter(one -> !form.values().targets(one.parameter()).isEmpty())
                .filter(one -> !one.given().value().isEmpty())
                .map(one -> one.name() + " " + one.given().value())
                .toList();
        if (!where.isEmpty()) {
            row += canvas.prose(0, row, "@ " + String.join(", ", where), Role.WARNING);
        }
        row += canvas.prose(
                0, row, "It begins with looking. Nothing is changed before you have seen it and said yes.", Role.PLAIN);
        String digest = form.values().book().sha256();
        canvas.prose(0, row, "The runbook's sha256 begins with " + digest.substring(0, DIGITS) + ".", Role.MUTED);
    }
}
