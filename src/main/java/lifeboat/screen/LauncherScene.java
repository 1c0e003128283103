package lifeboat.screen;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.RunRow;
import lifeboat.terminal.Size;

/**
 * Where everything begins: what is unfinished, what can be begun, what was.
 *
 * @param listed what there is; empty while it is looked up
 * @param filter only what has it is shown
 * @param typing whether the filter has the keys
 * @param selected the key of the entry that the arrows are on; empty for the first
 * @param ways the question that is open, whether a runbook is run or rehearsed
 * @param first the first row of the list that is seen
 * @param now the time, to the minute
 */
public record LauncherScene(
        Optional<Message.Listed> listed,
        TextField filter,
        boolean typing,
        String selected,
        Optional<Ways> ways,
        int first,
        Instant now,
        Size size)
        implements Scene {

    /**
     * Run or rehearse?
     *
     * @param rehearse which of the two the arrows are on
     */
    record Ways(BookRow book, boolean rehearse) {}

    /** Waits for {@link Message.Listed}. */
    public static LauncherScene looking() {
        return new LauncherScene(
                Optional.empty(), TextField.of(""), false, "", Optional.empty(), 0, Instant.EPOCH, Size.USUAL);
    }

    @Override
    public Next update(Message message) {
        if (message instanceof Message.Listed lists) {
            return Next.stay(new LauncherScene(
                            Optional.of(lists), filter, typing, selected, ways, first, minute(lists.now()), size)
                    .settled());
        }
        if (message instanceof Message.Drawn drawn) {
            return Next.stay(
                    new LauncherScene(listed, filter, typing, selected, ways, first, now, drawn.size()).settled());
        }
        if (message instanceof Message.Tick tick) {
            return Next.stay(
                    new LauncherScene(listed, filter, typing, selected, ways, first, minute(tick.now()), size));
        }
        if (message instanceof Message.Typed typed) {
            return Next.stay(typing ? filtered(filter.typed(typed.stroke()), true) : this);
        }
        if (message instanceof Message.Pasted pasted) {
            return typing
                    ? Next.stay(filtered(filter.pasted(pasted.text()), true))
                    : Next.saying(this, "nothing can be pasted here; / filters");
        }
        return message instanceof Message.Did did ? did(did.deed()) : Routes.next(this, message);
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    /** What is shown. */
    List<Entry> entries() {
        return all().stream().filter(entry -> entry.matches(filter.text())).toList();
    }

    /** What there is. */
    List<Entry> all() {
        return listed.map(Entry::all).orElse(List.of());
    }

    /** Where the arrows are among what is shown. */
    int at() {
        List<Entry> entries = entries();
        for (int index = 0; index < entries.size(); index++) {
            if (entries.get(index).key().equals(selected)) {
                return index;
            }
        }
        return 0;
    }

    /** What the arrows are on. */
    Optional<Entry> entry() {
        List<Entry> entries = entries();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(at()));
    }

    private Next did(Deed deed) {
        if (ways.isPresent()) {
            return ways(ways.get(), deed);
        }
        return switch (deed) {
            case CHOOSE -> typing ? Next.stay(filtered(filter, false)) : choose();
            case RUN -> begin(Mode.RUN);
            case REHEARSE -> begin(Mode.REHEARSAL);
            case FILTER -> Next.stay(filtered(filter, true));
            case BACK -> Next.stay(filtered(TextField.of(""), false));
            case RELOAD -> new Next(this, List.of(new Command.Relist()), "looking again");
            case QUIT -> Next.doing(this, new Command.Quit());
            default -> Next.stay(moved(deed));
        };
    }

    private LauncherScene moved(Deed deed) {
        List<Entry> entries = entries();
        if (entries.isEmpty()) {
            return this;
        }
        // A page is as many entries as fit at two rows each.
        int page = Math.max(2, size.rows() / 2);
        int to = new Cursor(at(), 0).did(deed, entries.size(), page).at();
        return selected(entries.get(to).key()).settled();
    }

    private Next choose() {
        Optional<RunRow> run = entry().flatMap(Entry::run);
        if (run.isPresent() && run.get().finished()) {
            String title = run.get().title();
            return Next.saying(
                    this,
                    title + ": " + run.get().result() + "; audit in "
                            + run.get().audit());
        }
        if (run.isPresent()) {
            return OpeningScene.doing(
                    run.get().title(),
                    run.get().mode(),
                    Optional.of(this),
                    new Command.Resume(run.get().id(), Map.of()));
        }
        return entry().flatMap(Entry::book)
                .map(book -> Next.stay(asking(Optional.of(new Ways(book, true)))))
                .orElseGet(() -> Next.stay(this));
    }

    private Next begin(Mode mode) {
        return entry().flatMap(Entry::book)
                .map(book -> begin(book, mode))
                .orElseGet(() -> Next.saying(this, "choose a runbook first"));
    }

    private Next begin(BookRow book, Mode mode) {
        return OpeningScene.doing(
                book.title(), mode, Optional.of(asking(Optional.empty())), new Command.Choose(book.id(), mode));
    }

    private Next ways(Ways open, Deed deed) {
        return switch (deed) {
            case UP, TOP, PAGE_UP -> Next.stay(asking(Optional.of(new Ways(open.book(), true))));
            case DOWN, BOTTOM, PAGE_DOWN -> Next.stay(asking(Optional.of(new Ways(open.book(), false))));
            case CHOOSE -> begin(open.book(), open.rehearse() ? Mode.REHEARSAL : Mode.RUN);
            case REHEARSE -> begin(open.book(), Mode.REHEARSAL);
            case RUN -> begin(open.book(), Mode.RUN);
            default -> Next.stay(asking(Optional.empty()));
        };
    }

    @Override
    public void draw(Canvas canvas) {
        new LauncherPicture(this).draw(canvas);
    }

    @Override
    public Bindings bindings() {
        String title = "The launcher";
        if (typing) {
            return Bindings.of(title)
                    .shownAs("keep it", Deed.CHOOSE, "Enter")
                    .shownAs("all again", Deed.BACK, "Esc")
                    .and(Cursor.KEYS_BESIDE_TEXT);
        }
        Bindings keys = Bindings.of(title).shownAs(enter(), Deed.CHOOSE, "Enter");
        keys = keys.shown(Deed.REHEARSE, "h").shown(Deed.RUN, "r");
        if (ways.isPresent()) {
            return keys.shown(Deed.BACK, "Esc", "q").and(Cursor.KEYS);
        }
        return keys.shown(Deed.FILTER, "/")
                .shown(Deed.RELOAD, "R", "F5")
                .also(Deed.BACK, "Esc")
                .shown(Deed.QUIT, "q")
                .and(Cursor.KEYS);
    }

    /** What Enter does to what is selected. */
    private String enter() {
        if (ways.isPresent()) {
            return "choose";
        }
        return entry().flatMap(Entry::run)
                .map(run -> run.finished() ? "result" : run.worker().isPresent() ? "follow" : "resume")
                .orElse("begin");
    }

    @Override
    public Optional<String> obstacle(Deed deed) {
        return switch (deed) {
            case RUN, REHEARSE -> {
                boolean book = entry().flatMap(Entry::book).isPresent();
                yield book ? Optional.empty() : Optional.of("choose a runbook first");
            }
            case CHOOSE -> typing || entry().isPresent() ? Optional.empty() : Optional.of("there is nothing to choose");
            case BACK ->
                ways.isPresent() || typing || !filter.text().isEmpty()
                        ? Optional.empty()
                        : Optional.of("this is where everything begins; q quits");
            default -> Optional.empty();
        };
    }

    @Override
    public boolean isTyping() {
        return typing;
    }

    /** Ages count up, a minute at a time. */
    @Override
    public boolean ticks() {
        return listed.isPresent();
    }

    private LauncherScene filtered(TextField text, boolean stays) {
        return new LauncherScene(listed, text, stays, selected, ways, first, now, size).settled();
    }

    private LauncherScene selected(String key) {
        return new LauncherScene(listed, filter, typing, key, ways, first, now, size);
    }

    private LauncherScene asking(Optional<Ways> question) {
        return new LauncherScene(listed, filter, typing, selected, question, first, now, size);
    }

    /** With the selected entry in sight. */
    private LauncherScene settled() {
        int top = new LauncherPicture(this).first(size.columns(), size.rows() - 1);
        return new LauncherScene(listed, filter, typing, selected, ways, top, now, size);
    }
}
