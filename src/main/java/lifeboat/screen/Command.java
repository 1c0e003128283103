package lifeboat.screen;

import java.util.List;
import java.util.Map;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;

/** What a screen wants done outside. */
public sealed interface Command {
    /** Ask this of the run. */
    record Ask(Wish wish) implements Command {}

    /** Look at runs and runbooks again; answered by {@link Message.Listed}. */
    record Relist() implements Command {}

    /** Begin with a runbook; answered by {@link Message.Asked}, or {@link Message.Trouble}. */
    record Choose(String book, Mode mode) implements Command {}

    /** What can be chosen for a parameter, given the values so far; answered by {@link Message.Offered}. */
    record Offer(Parameter parameter, Map<String, String> known) implements Command {}

    /** Open a run; answered by {@link Message.Opening} lines and {@link Message.Opened} or {@link Message.Trouble}. */
    record Open(String book, Mode mode, Map<String, Given> values) implements Command {}

    /** Go on with a run; answered like {@link Open}, or by {@link Message.Needed}. */
    record Resume(String run, Map<String, String> secrets) implements Command {}

    /** Take the lock of that run over; empty to leave it. */
    record TakeOver(String run) implements Command {}

    /** Show a run that another process works on; answered by {@link Message.Opened}, or {@link Message.Trouble}. */
    record Watch(String run) implements Command {}

    /** Give up what is being opened. */
    record GiveUp() implements Command {}

    /** Look closer at a pod; answered by {@link Message.Looked}. */
    record LookAt(String pod) implements Command {}

    record Copy(String text) implements Command {}

    /** Keep what a pane shows, as a file in the run's folder, named after the pane; answered by {@link Message.Said}. */
    record Save(String pane, List<String> lines) implements Command {}

    record Bell() implements Command {}

    record Suspend() implements Command {}

    record Repaint() implements Command {}

    record Mouse(boolean captured) implements Command {}

    /** Use that theme; answered by {@link Message.Said}. */
    record UseTheme(String name) implements Command {}

    /** The screen is over; a run that goes on parks by itself. */
    record Quit() implements Command {}
}
