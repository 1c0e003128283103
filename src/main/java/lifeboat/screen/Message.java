package lifeboat.screen;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.Item;
import lifeboat.perform.PodFeed;
import lifeboat.perform.Snapshot;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunRow;
import lifeboat.run.Ticket;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import lifeboat.terminal.Input;
import lifeboat.terminal.Size;
import lifeboat.terminal.Stroke;

/** What a screen is told. */
public sealed interface Message {
    /**
     * A key that does something here, or a choice from the palette.
     *
     * @param nanos when it was pressed, on the clock of {@link Drawn}
     */
    record Did(Deed deed, long nanos) implements Message {}

    /** A key that does nothing here, or types into a field. */
    record Typed(Stroke stroke, long nanos) implements Message {}

    /** Text that was pasted; for fields only. */
    record Pasted(String text) implements Message {}

    /** Anything else from the terminal; {@link App} deals with it. */
    record Came(Input input) implements Message {}

    /**
     * What the scene shows now has reached the terminal.
     *
     * @param size how large the terminal is; the last row belongs to the footer
     */
    record Drawn(long nanos, Size size) implements Message {
        /** On a terminal of the usual size. */
        public Drawn(long nanos) {
            this(nanos, Size.USUAL);
        }
    }

    /** It is this late now. */
    record Tick(Instant now) implements Message {}

    /**
     * The launcher's lists.
     *
     * @param unreadable runs whose journal cannot be read, a line each that says why
     */
    record Listed(List<RunRow> runs, List<BookRow> books, List<String> unreadable, Instant now) implements Message {}

    /**
     * A runbook was chosen, and this is known of its parameters.
     *
     * @param known values from options, files, environment and lab; secrets in clear
     */
    record Asked(Runbook book, Mode mode, Map<String, Given> known) implements Message {}

    /** What can be chosen for a parameter; {@code trouble} says why nothing can be offered. */
    record Offered(String parameter, List<String> choices, Optional<String> trouble) implements Message {}

    /** The secrets that a run needs again before it can go on; {@code refused} names those that were wrong. */
    record Needed(Run run, List<String> secrets, List<String> refused) implements Message {}

    /**
     * Another run has the lock; answered by {@link Command.TakeOver}.
     *
     * @param told who has it, where, at which step, since when nothing was heard
     * @param run the id that has to be typed
     * @param means what taking over does
     */
    record Held(String lock, List<String> told, String run, String means) implements Message {}

    /** Where the opening of a run stands, one line more. */
    record Opening(String line) implements Message {}

    /** A run could not be opened, or something else that was asked for failed. */
    record Trouble(String reason, String hint) implements Message {}

    /** A run is open: from now on there is {@link Ran}. */
    record Opened(RunView.Frame frame, Snapshot snapshot, Instant now) implements Message {}

    /** The run moved on. */
    record Ran(Snapshot snapshot, List<Item> items) implements Message {}

    /** The pods as a watch saw them last. */
    record Saw(PodFeed.Pods pods) implements Message {}

    /** More about a pod. */
    record Looked(String pod, List<String> lines) implements Message {}

    /** The run was left or closed, and its journal is sealed. */
    record Ended(Ticket ticket) implements Message {}

    /** These themes can be used, and that one is; {@link App} deals with it. */
    record Themed(List<String> names, String current) implements Message {}

    /** Something worth a line. */
    record Said(String text) implements Message {}
}
