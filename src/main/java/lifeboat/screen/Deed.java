package lifeboat.screen;

/**
 * Something that an operator can do with a key or from the palette.
 *
 * <p>The label stands in the footer, the help in the help, in the palette and in the README.
 */
public enum Deed {
    CONFIRM("do it", "Do what was previewed"),
    CHOOSE("open", "Choose what is selected"),
    DIFF("diff", "Show exactly what changes, before and after, and longer texts"),
    COMMANDS("commands", "Show the same as kubectl, pg_dump, aws: commands to copy"),
    NOTE("note", "Write a note into the audit"),
    SKIP("skip…", "Skip this step, with a reason"),
    UNDO("undo…", "Take this step back, or an earlier one"),
    STOP("stop…", "End the procedure; what is held is offered for release"),
    GO_ON("go on", "Back to the procedure"),
    RETRY("retry", "Try the failed step again"),
    CHANGE("change…", "Give a parameter another value"),
    ALSO("also…", "Choose what else the step shall do, or not do"),
    CANCEL("stop it", "Stop what is in flight"),
    LEAVE("leave", "Leave the run; it can be resumed"),
    CLOSE("close", "Close the run as it is"),
    RELEASE("release", "Run the step that releases this hold"),
    RELEASE_ALL("all", "Release all holds, newest first"),
    NEXT_PANE("pane", "Go to the next pane; 1 to 6: steps, step, output, pods, holds, audit"),
    PREVIOUS_PANE("pane back", "Go to the pane before"),
    ZOOM("zoom", "Give the pane the whole screen, and back"),
    NEXT_OUTPUT("output", "Go to the next of several outputs"),
    FOLLOW("follow", "Follow the output as it grows"),
    WRAP("wrap", "Break long lines, or cut them off"),
    FILTER("filter", "Show only what contains a text"),
    SEARCH("search", "Search in the output"),
    NEXT_MATCH("next", "Next match"),
    PREVIOUS_MATCH("previous", "Match before"),
    NEXT_FAILED("next failed", "Next failed step, or next line that speaks of an error"),
    PREVIOUS_FAILED("failed before", "Failed step before, or line before that speaks of an error"),
    SORT("sort", "Sort by the next column"),
    DETAILS("details", "More about what is selected"),
    UP("up", "One line up"),
    DOWN("down", "One line down"),
    PAGE_UP("page up", "One page up"),
    PAGE_DOWN("page down", "One page down"),
    TOP("top", "To the top"),
    BOTTOM("bottom", "To the end"),
    RUN("run", "Run this runbook on your own cluster"),
    REHEARSE("rehearse", "Rehearse this runbook in the lab"),
    BEGIN("begin", "Open the run with these values; it begins with looking"),
    RESUME("resume", "Go on with this run"),
    RELOAD("reload", "Look again"),
    NEXT_FIELD("next field", "To the next field"),
    PREVIOUS_FIELD("field back", "To the field before"),
    OFFER("choices", "Choose from what is there"),
    RESET("as before", "Give the field back what it had before anything was typed"),
    ABOUT("about", "Where this run works and with what, who, and where its audit is"),
    COPY("copy", "Copy what is shown to your clipboard, where the terminal allows it"),
    SAVE("save", "Save what is shown in this pane into the run's folder"),
    BACK("back", "Back"),
    HELP("help", "The keys that work here"),
    PALETTE("palette", "Find anything by its name"),
    THEME("theme…", "Use another theme"),
    MOUSE("mouse", "Let the wheel scroll (select and copy need Shift then), or not"),
    REPAINT("repaint", "Paint the screen anew"),
    SUSPEND("suspend", "Back to the shell; fg returns"),
    QUIT("quit", "Leave; asks when something is in flight or held");

    private final String label;
    private final String help;

    Deed(String label, String help) {
        this.label = label;
        this.help = help;
    }

    /** One or two words for the footer. */
    public String label() {
        return label;
    }

    /** One sentence without a full stop. */
    public String help() {
        return help;
    }
}
