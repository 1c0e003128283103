package lifeboat.screen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.runbook.Parameter;

/**
 * Asks for the secrets of a run again: they are not kept, only enough to tell the right ones.
 *
 * @param names the parameters, in the runbook's order
 * @param fields what was typed for each
 * @param refused those that were wrong
 * @param at which of them has the keys
 * @param back where Esc leads; empty if it leads out
 */
record SecretsScene(
        Run run, List<String> names, List<TextField> fields, List<String> refused, int at, Optional<Scene> back)
        implements Scene {
    static SecretsScene of(Message.Needed needed, Optional<Scene> back) {
        List<TextField> empty =
                needed.secrets().stream().map(name -> TextField.secret()).toList();
        return new SecretsScene(needed.run(), needed.secrets(), empty, needed.refused(), 0, back);
    }

    @Override
    public Next update(Message message) {
        if (message instanceof Message.Typed typed && !fields.isEmpty()) {
            return Next.stay(with(fields.get(at).typed(typed.stroke())));
        }
        if (message instanceof Message.Pasted pasted && !fields.isEmpty()) {
            Optional<String> objection = TextField.objection(pasted.text());
            return objection
                    .map(why -> Next.saying(this, why))
                    .orElseGet(() -> Next.stay(with(fields.get(at).pasted(pasted.text()))));
        }
        return message instanceof Message.Did did ? did(did.deed()) : Routes.next(this, message);
    }

    private Next did(Deed deed) {
        return switch (deed) {
            case NEXT_FIELD -> Next.stay(at(at + 1));
            case PREVIOUS_FIELD -> Next.stay(at(at - 1));
            case CHOOSE -> at + 1 < names.size() ? Next.stay(at(at + 1)) : resume();
            case RESUME -> resume();
            case BACK ->
                back.map(scene -> Next.doing(scene, new Command.GiveUp()))
                        .orElseGet(() -> Next.doing(this, new Command.GiveUp(), new Command.Quit()));
            default -> Next.stay(this);
        };
    }

    private Next resume() {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            String text = fields.get(index).text();
            if (text.isEmpty()) {
                return Next.saying(at(index), names.get(index) + " is needed to go on");
            }
            secrets.put(names.get(index), text);
        }
        return OpeningScene.doing(
                run.book().title(), run.mode(), Optional.of(this), new Command.Resume(run.id(), secrets));
    }

    private SecretsScene at(int place) {
        int row = Math.max(0, Math.min(names.size() - 1, place));
        return new SecretsScene(run, names, fields, refused, row, back);
    }

    private SecretsScene with(TextField text) {
        List<TextField> more = new ArrayList<>(fields);
        more.set(at, text);
        return new SecretsScene(run, names, List.copyOf(more), refused, at, back);
    }

    @Override
    public void draw(Canvas canvas) {
        Canvas header = canvas.part(0, 0, canvas.columns(), 1);
        header.fill(Role.HEADER);
        int at = 1;
        if (run.mode() == Mode.REHEARSAL) {
            at += header.text(at, 0, " REHEARSAL ", Role.REHEARSAL) + 1;
        }
        header.fitted(
                at,
                0,
                header.columns() - at - 1,
                "Run " + run.id() + "  " + run.book().title(),
                Role.HEADER);
        canvas.across(1, Role.BORDER);
        Canvas body = canvas.part(2, 3, canvas.columns() - 4, canvas.rows() - 3);
        int row = body.prose(
                0,
                0,
                "To go on, the secrets are needed again. They are not kept; each is compared with a mark of the one "
                        + "that the run began with.",
                Role.PLAIN);
        // The one that has the keys stays in sight, however many there are.
        int each = 3;
        int first = Math.max(0, at - Math.max(1, (body.rows() - row - 1) / each) + 1);
        row++;
        for (int index = first; index < names.size(); index++) {
            row = field(body, row, index);
        }
    }

    private int field(Canvas body, int row, int index) {
        String name = names.get(index);
        boolean here = index == at;
        String question = run.book().parameter(name).map(Parameter::question).orElse(name);
        boolean wrong = refused.contains(name) && fields.get(index).text().isEmpty();
        if (here) {
            body.text(0, row, "▶", Role.NOW);
        }
        int used = body.fitted(2, row, body.columns() - 2, question, here ? Role.SELECTED : Role.PLAIN);
        if (wrong) {
            body.text(4 + used, row, "! it is not the one that the run began with", Role.DANGER);
        }
        body.fitted(2, row + 1, 24, name, Role.MUTED);
        if (here) {
            fields.get(index).draw(body, 28, row + 1, Math.max(2, body.columns() - 28), true);
        } else {
            boolean empty = fields.get(index).text().isEmpty();
            body.text(28, row + 1, empty ? "needed" : "typed", empty ? Role.WARNING : Role.MUTED);
        }
        return row + 3;
    }

    @Override
    public Bindings bindings() {
        return Bindings.of("Secrets again")
                .shownAs(at + 1 < names.size() ? "next" : "go on", Deed.CHOOSE, "Enter")
                .shown(Deed.NEXT_FIELD, "Tab", "Down")
                .also(Deed.PREVIOUS_FIELD, "Shift-Tab", "Up")
                .shown(Deed.RESUME, "Ctrl-S")
                .shown(Deed.BACK, "Esc");
    }

    @Override
    public boolean isTyping() {
        return true;
    }
}
