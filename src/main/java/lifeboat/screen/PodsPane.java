package lifeboat.screen;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lifeboat.perform.PodFeed.Pod;
import lifeboat.perform.PodFeed.Pods;
import lifeboat.perform.PodFeed.Selection;
import lifeboat.perform.PodFeed.Sight;

/**
 * The pods of the run, live. The selection stays on its pod, wherever that stands in the table.
 *
 * @param cursor the selected row and what is seen
 * @param selected the name of the selected pod; empty until the operator went to one
 * @param field what is filtered by
 * @param typing whether the filter has the keys
 * @param sort what the rows are sorted by
 */
record PodsPane(Cursor cursor, Optional<String> selected, TextField field, boolean typing, PodSort sort)
        implements Pane {
    private static final int ROWS_WITH_HEADER = 5;
    private static final int ROWS_WITH_EMPTIED = 8;

    /** All pods, by name. */
    static PodsPane fresh() {
        return new PodsPane(Cursor.top(), Optional.empty(), TextField.of(""), false, PodSort.NAME);
    }

    private PodFilter filter() {
        return new PodFilter(field.text());
    }

    /** The pods that stand in the table now, in their order. */
    private List<Pod> shown(RunView view) {
        return view.pods().pods().stream()
                .filter(pod -> !PodState.isForgotten(pod, view.now()))
                .filter(pod -> filter().takes(pod, PodState.of(pod, view.now()).word()))
                .sorted(sort.order(view.now()))
                .toList();
    }

    @Override
    public String title(RunView view) {
        Pods pods = view.pods();
        String all = pods.selections().stream().map(PodsPane::words).collect(Collectors.joining(", "));
        StringBuilder title = new StringBuilder("PODS");
        if (!all.isEmpty()) {
            title.append(' ').append(all);
        }
        if (!filter().isEmpty()) {
            long matching = shown(view).stream()
                    .filter(pod -> pod.life().gone().isEmpty())
                    .count();
            title.append("  /").append(field.text()).append(' ').append(matching);
        }
        if (sort != PodSort.NAME) {
            title.append("  by ").append(sort.word()).append(sort.arrow());
        }
        return title.toString();
    }

    private static String words(Selection selection) {
        String what = selection.selector().isEmpty() ? "all" : selection.selector();
        String count = selection.count() == 0 ? "none" : Integer.toString(selection.count());
        return switch (selection.sight()) {
            case AWAITED -> "looking… " + what;
            case UNSEEN -> "not seen: " + what;
            case LIVE -> count + " of " + what;
            case STALE -> count + " last seen of " + what;
        };
    }

    /** Whether something on it counts seconds: a young pod, one that has just gone, how long nothing has been seen. */
    static boolean counts(RunView view) {
        Instant young = view.now().minus(PodAge.SECONDS);
        Pods pods = view.pods();
        return blind(pods).isPresent()
                || pods.emptied().stream().anyMatch(one -> one.since().isAfter(young))
                || pods.pods().stream()
                        .anyMatch(pod -> pod.life().gone().isPresent()
                                ? !PodState.isForgotten(pod, view.now())
                                : pod.created().isAfter(young)
                                        || !PodState.mark(pod, view.now()).isBlank());
    }

    @Override
    public PodsPane update(Message message, RunView view, int rows) {
        PodsPane next = this;
        if (message instanceof Message.Did did) {
            next = did(did.deed(), view, rows);
        } else if (message instanceof Message.Typed typed && typing) {
            next = with(field.typed(typed.stroke()), true);
        } else if (message instanceof Message.Pasted pasted && typing) {
            next = with(field.pasted(pasted.text()), true);
        }
        return next.within(view, rows);
    }

    private PodsPane did(Deed deed, RunView view, int rows) {
        return switch (deed) {
            case FILTER -> with(field, true);
            case CHOOSE -> with(field, false);
            case BACK -> with(TextField.of(""), false);
            case SORT -> new PodsPane(cursor, selected, field, typing, sort.next());
            case UP, DOWN, PAGE_UP, PAGE_DOWN, TOP, BOTTOM -> moved(deed, view, rows);
            default -> this;
        };
    }

    private PodsPane with(TextField typed, boolean goesOn) {
        return new PodsPane(cursor, selected, typed, goesOn, sort);
    }

    private PodsPane moved(Deed deed, RunView view, int rows) {
        List<Pod> shown = shown(view);
        Cursor moved = cursor.did(deed, shown.size(), places(view, rows));
        Optional<String> name =
                shown.isEmpty() ? selected : Optional.of(shown.get(moved.at()).name());
        return new PodsPane(moved, name, field, typing, sort);
    }

    /** With the cursor on its pod, or near to where that was. */
    PodsPane within(RunView view, int rows) {
        List<Pod> shown = shown(view);
        int places = places(view, rows);
        Optional<Integer> at = selected.flatMap(name -> IntStream.range(0, shown.size())
                .filter(index -> shown.get(index).name().equals(name))
                .boxed()
                .findFirst());
        Cursor there = at.map(index -> cursor.to(index, shown.size(), places))
                .orElseGet(() -> cursor.within(shown.size(), places));
        Optional<String> name = selected.isEmpty() || shown.isEmpty() || at.isPresent()
                ? selected
                : Optional.of(shown.get(there.at()).name());
        return new PodsPane(there, name, field, typing, sort);
    }

    /** How many pods have a place in a pane of so many rows. */
    private int places(RunView view, int rows) {
        int above = (hasHeader(rows) ? 1 : 0) + (blind(view).isEmpty() ? 0 : 1);
        int below = (typing ? 1 : 0) + (hasEmptied(view, rows) ? 1 : 0);
        return Math.max(1, rows - above - below);
    }

    private static boolean hasHeader(int rows) {
        return rows >= ROWS_WITH_HEADER;
    }

    private static boolean hasEmptied(RunView view, int rows) {
        return rows >= ROWS_WITH_EMPTIED && !view.pods().emptied().isEmpty();
    }

    /** What is not seen while there are rows; without rows it is said in their place. */
    private Optional<Selection> blind(RunView view) {
        return shown(view).isEmpty() ? Optional.empty() : blind(view.pods());
    }

    private static Optional<Selection> blind(Pods pods) {
        return pods.selections().stream()
                .filter(selection -> selection.sight() == Sight.STALE || selection.sight() == Sight.UNSEEN)
                .findFirst();
    }

    @Override
    public void draw(Canvas canvas, RunView view, boolean focused) {
        PodColumns columns = PodColumns.of(canvas.columns());
        Optional<Selection> blind = blind(view);
        int row = 0;
        if (blind.isPresent()) {
            canvas.fitted(0, row++, canvas.columns(), PodWords.trouble(blind.get(), view.now()), Role.WARNING);
        }
        List<Pod> shown = shown(view);
        int places = places(view, canvas.rows());
        Cursor seen = within(view, canvas.rows()).cursor();
        if (shown.isEmpty()) {
            empty(canvas.part(0, row, canvas.columns(), places), view);
        } else {
            if (hasHeader(canvas.rows())) {
                columns.header(canvas, row++, sort);
            }
            for (int place = 0; place < places && seen.first() + place < shown.size(); place++) {
                int index = seen.first() + place;
                columns.draw(canvas, row + place, shown.get(index), view.now(), filter(), blind.isPresent());
                if (focused && index == seen.at()) {
                    canvas.paint(row + place, Role.SELECTED);
                }
            }
        }
        below(canvas, view, focused);
    }

    private void below(Canvas canvas, RunView view, boolean focused) {
        int last = canvas.rows() - 1;
        if (typing) {
            int at = canvas.text(0, last, "/", Role.KEY);
            field.draw(canvas, at, last, Math.max(2, canvas.columns() - at), focused);
            last--;
        }
        if (hasEmptied(view, canvas.rows())) {
            canvas.fitted(
                    0, last, canvas.columns(), PodWords.emptied(view.pods().emptied(), view.now()), Role.PLAIN);
        }
    }

    private void empty(Canvas canvas, RunView view) {
        int row = 0;
        for (PodWords.Line line : PodWords.empty(view, filter())) {
            row += canvas.prose(0, row, line.text(), line.role());
        }
    }

    @Override
    public Bindings bindings(RunView view) {
        Bindings own = Bindings.of("Pods");
        if (typing) {
            return own.shownAs("keep", Deed.CHOOSE, "Enter")
                    .shownAs("clear", Deed.BACK, "Esc")
                    .and(Cursor.KEYS_BESIDE_TEXT);
        }
        Bindings all = own.shown(Deed.DETAILS, "Enter").shown(Deed.FILTER, "/").shown(Deed.SORT, "s");
        return (filter().isEmpty() ? all : all.shownAs("show all", Deed.BACK, "Esc")).and(Cursor.KEYS);
    }

    @Override
    public Optional<String> obstacle(Deed deed, RunView view) {
        return switch (deed) {
            case DETAILS -> pod(view).isEmpty() ? Optional.of("no pod is shown") : Optional.empty();
            case SORT, FILTER ->
                view.pods().pods().isEmpty() && filter().isEmpty() ? Optional.of("no pod is shown") : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public boolean isTyping() {
        return typing;
    }

    private Optional<Pod> pod(RunView view) {
        List<Pod> shown = shown(view);
        Optional<Pod> its = selected.flatMap(
                name -> shown.stream().filter(pod -> pod.name().equals(name)).findFirst());
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(its.orElse(shown.get(Math.min(cursor.at(), shown.size() - 1))));
    }

    @Override
    public Optional<Popup.After> details(RunView view) {
        return pod(view).map(Pod::name).map(PodDetailsPopup::opened);
    }

    @Override
    public List<String> lines(RunView view) {
        List<String> lines = new ArrayList<>(List.of(title(view)));
        blind(view).ifPresent(unseen -> lines.add(PodWords.trouble(unseen, view.now())));
        List<Pod> shown = shown(view);
        if (shown.isEmpty()) {
            PodWords.empty(view, filter()).forEach(line -> lines.add(line.text()));
        } else {
            lines.addAll(PodWords.table(shown, view.now()));
        }
        if (!view.pods().emptied().isEmpty()) {
            lines.add(PodWords.emptied(view.pods().emptied(), view.now()));
        }
        return List.copyOf(lines);
    }
}
