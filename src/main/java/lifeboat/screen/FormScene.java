package lifeboat.screen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.run.Mode;
import lifeboat.runbook.Parameter;
import lifeboat.terminal.Size;

/**
 * The parameters of a runbook, to be filled in before anything is opened.
 *
 * @param back where Esc leads; empty if it leads out
 * @param focus the parameter that has the keys; {@link #BEGIN} for the button below the last one
 * @param field what is typed into now
 * @param choosing the list that is open
 * @param marks what happened to fields so far
 * @param first the first row of the list that is seen
 */
record FormScene(
        Mode mode,
        FormValues values,
        Optional<Scene> back,
        String focus,
        TextField field,
        Offers offers,
        Optional<Choosing> choosing,
        Marks marks,
        int first,
        Size size)
        implements Scene {
    /** Where the keys are when they are on the button; no parameter is called so. */
    static final String BEGIN = "";

    /**
     * What happened to fields so far.
     *
     * @param left those that the keys have left: what is wrong with them is said
     * @param accepted values that are not among those found and shall be taken all the same, by parameter
     * @param leaving whether Esc was pressed once, with something typed
     */
    record Marks(Set<String> left, Map<String, String> accepted, boolean leaving) {
        Marks leaving(String name) {
            Set<String> more = new LinkedHashSet<>(left);
            more.add(name);
            return new Marks(Set.copyOf(more), accepted, leaving);
        }

        Marks accepting(String name, String value) {
            Map<String, String> more = new HashMap<>(accepted);
            more.put(name, value);
            return new Marks(left, Map.copyOf(more), leaving);
        }

        Marks asked(boolean toLeave) {
            return new Marks(left, accepted, toLeave);
        }
    }

    /** The form for what was asked. */
    static Next of(Message.Asked asked, Optional<Scene> back) {
        FormValues values = FormValues.of(asked.book(), asked.known());
        FormScene empty = new FormScene(
                asked.mode(),
                values,
                back,
                BEGIN,
                TextField.of(""),
                Offers.none(),
                Optional.empty(),
                new Marks(Set.of(), Map.of(), false),
                0,
                Size.USUAL);
        return empty.to(empty.start(), "");
    }

    /** Where to begin: a rehearsal needs no look at what the lab says, but what a run works on wants one. */
    private String start() {
        return mode == Mode.RUN
                ? stops().get(0)
                : values.fields().stream()
                        .filter(one -> one.refusal().isPresent())
                        .findFirst()
                        .map(FormValues.Field::name)
                        .orElse(BEGIN);
    }

    @Override
    public Next update(Message message) {
        if (message instanceof Message.Drawn drawn) {
            return Next.stay(sized(drawn.size()));
        }
        if (message instanceof Message.Offered offered) {
            return Next.stay(with(offers.with(offered)));
        }
        if (message instanceof Message.Trouble trouble) {
            return Next.saying(this, trouble.reason());
        }
        if (message instanceof Message.Pasted pasted) {
            return pasted(pasted.text());
        }
        if (message instanceof Message.Typed typed) {
            return typed(typed);
        }
        return message instanceof Message.Did did ? did(did.deed()) : Routes.next(this, message);
    }

    /** The field that has the keys; empty on the button. */
    Optional<FormValues.Field> focused() {
        return values.fields().stream().filter(one -> one.name().equals(focus)).findFirst();
    }

    /** Whether what has the keys is chosen from a list rather than typed. */
    boolean isPicked() {
        return focused().filter(one -> isPicked(one.parameter())).isPresent();
    }

    static boolean isPicked(Parameter parameter) {
        return parameter.type() == Parameter.Type.CHOICE || parameter.type() == Parameter.Type.BOOLEAN;
    }

    /** Why a field needs another look, if that is to be said by now. */
    Optional<String> complaint(FormValues.Field one) {
        boolean said = marks.left().contains(one.name())
                || (!one.isDefault() && !one.given().value().isEmpty());
        if (said && one.refusal().isPresent()) {
            return one.refusal();
        }
        return isStranger(one) && (!one.name().equals(focus) || marks.left().contains(one.name()))
                ? Optional.of("it is not among those that were found")
                : Optional.empty();
    }

    private boolean isStranger(FormValues.Field one) {
        return offers.isStranger(one)
                && !one.given().value().equals(marks.accepted().get(one.name()));
    }

    private Next did(Deed deed) {
        if (choosing.isPresent()) {
            return choosing(choosing.get(), deed);
        }
        if (deed == Deed.BACK) {
            return leave();
        }
        FormScene here = asked(false);
        return switch (deed) {
            case NEXT_FIELD -> here.step(1);
            case PREVIOUS_FIELD -> here.step(-1);
            case PAGE_DOWN -> here.step(size.rows() / 2);
            case PAGE_UP -> here.step(-size.rows() / 2);
            case CHOOSE -> here.enter();
            case OFFER -> here.open("");
            case RESET -> here.reset();
            case BEGIN -> here.begin();
            default -> Next.stay(here);
        };
    }

    private Next choosing(Choosing list, Deed deed) {
        if (deed == Deed.BACK) {
            return Next.stay(with(Optional.empty()));
        }
        if (deed != Deed.CHOOSE) {
            return Next.stay(with(Optional.of(list.did(deed))));
        }
        return list.selected()
                .map(value -> with(Optional.empty()).valued(value).step(1))
                .orElseGet(() -> Next.stay(this));
    }

    private Next typed(Message.Typed typed) {
        if (choosing.isPresent()) {
            Choosing list = choosing.get();
            return Next.stay(with(Optional.of(list.filtered(list.filter().typed(typed.stroke())))));
        }
        if (isPicked() && typed.stroke().types()) {
            return open(typed.stroke().text());
        }
        return focused().isPresent() && !isPicked()
                ? Next.stay(asked(false).edited(field.typed(typed.stroke())))
                : Next.stay(this);
    }

    private Next pasted(String text) {
        Optional<String> objection = TextField.objection(text);
        if (objection.isPresent()) {
            return Next.saying(this, objection.get());
        }
        if (choosing.isPresent()) {
            Choosing list = choosing.get();
            return Next.stay(with(Optional.of(list.filtered(list.filter().pasted(text)))));
        }
        return focused().isPresent() && !isPicked()
                ? Next.stay(asked(false).edited(field.pasted(text)))
                : Next.saying(this, "nothing can be pasted here");
    }

    private FormScene edited(TextField text) {
        if (text.text().equals(field.text())) {
            return with(values, text);
        }
        return with(values.with(focus, text.text()), text);
    }

    private FormScene valued(String value) {
        return with(values.with(focus, value), TextField.of(value));
    }

    private Next reset() {
        FormScene before = with(values.reset(focus), field);
        return Next.stay(before.with(before.values, before.fieldFor(focus)));
    }

    private Next step(int by) {
        List<String> stops = stops();
        int at = Math.max(0, stops.indexOf(focus));
        return to(stops.get(Math.max(0, Math.min(stops.size() - 1, at + by))), focus);
    }

    /** Everything that can have the keys, in order. */
    List<String> stops() {
        List<String> stops = new ArrayList<>();
        values.fields().forEach(one -> stops.add(one.name()));
        stops.add(BEGIN);
        return stops;
    }

    /** With the keys elsewhere; what can be chosen there is looked up if it is not known. */
    private Next to(String name, String from) {
        Marks after = from.isEmpty() || from.equals(name) ? marks : marks.leaving(from);
        FormScene there =
                new FormScene(mode, values, back, name, fieldFor(name), offers, Optional.empty(), after, first, size);
        Optional<Parameter> parameter = there.focused().map(FormValues.Field::parameter);
        Map<String, String> above = values.above(name);
        if (parameter.filter(one -> offers.need(one, above)).isPresent()) {
            FormScene asking = there.with(offers.asking(parameter.get(), above));
            return Next.doing(asking.settled(), new Command.Offer(parameter.get(), above));
        }
        return Next.stay(there.settled());
    }

    /** A secret that was not typed here is never put into a field. */
    private TextField fieldFor(String name) {
        Optional<FormValues.Field> one = values.fields().stream()
                .filter(other -> other.name().equals(name))
                .findFirst();
        if (one.filter(other -> other.parameter().isSecret()).isPresent()) {
            String text = values.typed().getOrDefault(name, "");
            return new TextField(text, text.codePointCount(0, text.length()), true);
        }
        return TextField.of(one.map(other -> other.given().value()).orElse(""));
    }

    private Next enter() {
        Optional<FormValues.Field> one = focused();
        if (one.isEmpty()) {
            return begin();
        }
        boolean empty = one.get().given().value().isEmpty();
        boolean offers = !offers().choices(one.get().parameter()).isEmpty();
        if (isPicked() || (empty && one.get().parameter().required() && offers)) {
            return open("");
        }
        if (one.get().refusal().isPresent()) {
            return Next.saying(
                    marked(marks.leaving(focus)).settled(),
                    focus + ": " + one.get().refusal().get());
        }
        return isStranger(one.get()) ? doubt(one.get()) : step(1);
    }

    private Next doubt(FormValues.Field one) {
        FormScene doubting = marked(
                marks.leaving(one.name()).accepting(one.name(), one.given().value()));
        return Next.saying(
                doubting.settled(), one.name() + " is not among those that were found; the same key again takes it");
    }

    private Next open(String filter) {
        Optional<FormValues.Field> one = focused();
        List<String> choices =
                one.map(there -> offers.choices(there.parameter())).orElse(List.of());
        if (one.isEmpty() || choices.isEmpty()) {
            return Next.saying(this, "there is nothing to choose from");
        }
        Choosing list =
                Choosing.of(one.get().parameter(), choices, one.get().given().value());
        return Next.stay(with(Optional.of(filter.isEmpty() ? list : list.filtered(TextField.of(filter)))));
    }

    private Next begin() {
        List<FormValues.Field> wrong = values.fields().stream()
                .filter(one -> one.refusal().isPresent())
                .toList();
        if (!wrong.isEmpty()) {
            Marks all = marks;
            for (FormValues.Field one : wrong) {
                all = all.leaving(one.name());
            }
            FormValues.Field worst = wrong.get(0);
            Next there = marked(all).to(worst.name(), focus);
            String more = wrong.size() > 1 ? ", and " + (wrong.size() - 1) + " more" : "";
            return new Next(
                    there.scene(),
                    there.commands(),
                    worst.name() + ": " + worst.refusal().orElse("") + more);
        }
        Optional<FormValues.Field> stranger =
                values.fields().stream().filter(this::isStranger).findFirst();
        if (stranger.isPresent()) {
            Next there = to(stranger.get().name(), focus);
            Next doubting = ((FormScene) there.scene()).doubt(stranger.get());
            return new Next(doubting.scene(), there.commands(), doubting.notice());
        }
        return OpeningScene.doing(
                values.book().title(),
                mode,
                Optional.of(this),
                new Command.Open(values.book().id(), mode, values.all()));
    }

    private Next leave() {
        if (!values.typed().isEmpty() && !marks.leaving()) {
            return Next.saying(asked(true), "what was typed here is lost: Esc again leaves");
        }
        return back.map(scene -> Next.doing(scene, new Command.GiveUp()))
                .orElseGet(() -> Next.doing(this, new Command.GiveUp(), new Command.Quit()));
    }

    @Override
    public void draw(Canvas canvas) {
        new FormPicture(this).draw(canvas);
    }

    @Override
    public Bindings bindings() {
        String title = "The form";
        if (choosing.isPresent()) {
            return Choosing.bindings(title);
        }
        String enter = focus.equals(BEGIN) ? "begin" : isPicked() ? "choose" : "next";
        Bindings keys = Bindings.of(title)
                .shownAs(enter, Deed.CHOOSE, "Enter")
                .shown(Deed.NEXT_FIELD, "Tab", "Down")
                .also(Deed.PREVIOUS_FIELD, "Shift-Tab", "Up")
                .also(Deed.PAGE_UP, "PgUp")
                .also(Deed.PAGE_DOWN, "PgDn");
        keys = isPicked() ? keys.shown(Deed.OFFER, "Space", "Right", "Ctrl-O") : keys.shown(Deed.OFFER, "Ctrl-O");
        return keys.shown(Deed.RESET, "Ctrl-R").shown(Deed.BEGIN, "Ctrl-S").shown(Deed.BACK, "Esc");
    }

    @Override
    public Optional<String> obstacle(Deed deed) {
        if (deed == Deed.OFFER
                && focused()
                        .map(one -> offers.choices(one.parameter()).isEmpty())
                        .orElse(true)) {
            return Optional.of("there is nothing to choose from");
        }
        if (deed == Deed.RESET && !values.typed().containsKey(focus)) {
            return Optional.of("nothing was typed here");
        }
        return Optional.empty();
    }

    @Override
    public boolean isTyping() {
        return choosing.isPresent() || (focused().isPresent() && !isPicked());
    }

    private FormScene sized(Size now) {
        return now.equals(size)
                ? this
                : new FormScene(mode, values, back, focus, field, offers, choosing, marks, first, now).settled();
    }

    /** With what has the keys in sight. */
    private FormScene settled() {
        int top = new FormPicture(this).first(size.columns(), size.rows() - 1);
        return new FormScene(mode, values, back, focus, field, offers, choosing, marks, top, size);
    }

    private FormScene asked(boolean toLeave) {
        return marked(marks.asked(toLeave));
    }

    private FormScene marked(Marks more) {
        return new FormScene(mode, values, back, focus, field, offers, choosing, more, first, size);
    }

    private FormScene with(Offers more) {
        return new FormScene(mode, values, back, focus, field, more, choosing, marks, first, size);
    }

    private FormScene with(Optional<Choosing> list) {
        return new FormScene(mode, values, back, focus, field, offers, list, marks, first, size);
    }

    private FormScene with(FormValues more, TextField text) {
        return new FormScene(mode, more, back, focus, text, offers, choosing, marks, first, size).settled();
    }
}
