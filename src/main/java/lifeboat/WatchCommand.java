package lifeboat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lifeboat.screen.Command;
import lifeboat.screen.OpeningScene;
import lifeboat.terminal.Display;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat watch [RUN]}: looks at a run while another process works on it. */
@CommandLine.Command(
        name = "watch",
        description = "Shows a run that somebody works on, from its journal; changes nothing and takes no lock.",
        footer = {"", "Ends with q or Ctrl-C; in line mode also when the run was left or closed."})
final class WatchCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "A run's id, or how it begins; the newest unfinished one if none is named.")
    private Optional<String> run = Optional.empty();

    @Option(names = "--line", description = "A line a record, on any terminal, with a screen reader, in a log.")
    private boolean line;

    @Option(names = "--theme", paramLabel = "NAME", description = "The theme of the full screen.")
    private Optional<String> theme = Optional.empty();

    WatchCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Complaint {
        Unfinished watched = Unfinished.find(wiring, run);
        Optional<Display> display = line ? Optional.empty() : new Screens(wiring).find();
        if (display.isPresent()) {
            ScreenChoices choices = new ScreenChoices(theme, Map.of(), new LabChoices(), true);
            return new Screens(wiring)
                    .show(
                            display.get(),
                            choices,
                            OpeningScene.starting(
                                    watched.book().title(),
                                    Optional.of(watched.run().mode())),
                            new Command.Watch(watched.folder().runId()));
        }
        try (Talking talking = Talking.open(wiring, false)) {
            new Follow(wiring, watched, talking.dialogue()).untilOver();
            return ExitCodes.DONE;
        }
    }
}
