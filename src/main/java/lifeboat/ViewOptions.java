package lifeboat;

import java.util.Optional;
import lifeboat.terminal.Display;
import picocli.CommandLine.Option;

/** How a run is shown: on the full screen wherever the terminal can show it, else a line at a time. */
final class ViewOptions {
    @Option(names = "--line", description = "Work a line at a time, on any terminal, with a screen reader, in a log.")
    private boolean line;

    @Option(names = "--auto", description = "Answer every question by itself, a line at a time; for rehearsals only.")
    private boolean auto;

    @Option(names = "--theme", paramLabel = "NAME", description = "The theme of the full screen.")
    private Optional<String> theme = Optional.empty();

    boolean auto() {
        return auto;
    }

    Optional<String> theme() {
        return theme;
    }

    /** The display for the full screen; empty for line mode. */
    Optional<Display> display(Wiring wiring) {
        return line || auto ? Optional.empty() : new Screens(wiring).find();
    }
}
