package lifeboat;

import java.io.IOException;
import java.util.Optional;
import lifeboat.line.HangUp;
import lifeboat.screen.Command;
import lifeboat.screen.Scene;
import lifeboat.terminal.Capability;
import lifeboat.terminal.Display;
import lifeboat.terminal.OperatorTerminal;

/** Finds the terminal for the full screen, or says why it is line mode; and shows the screen there. */
record Screens(Wiring wiring) {

    /** A display that can show the full screen; empty for line mode, the reason told on standard error. */
    Optional<Display> find() {
        Machine machine = wiring.machine();
        Optional<String> missing =
                Capability.missing(machine.environment(), machine.terminalIn(), machine.terminalOut());
        if (missing.isPresent()) {
            return line(missing.get());
        }
        OperatorTerminal terminal;
        try {
            terminal = OperatorTerminal.find(machine.environment(), System::nanoTime);
        } catch (IOException e) {
            return line(Capability.missing(e));
        }
        Optional<String> small = Capability.missing(terminal.size());
        if (small.isPresent()) {
            terminal.close();
            return line(small.get());
        }
        return Optional.of(terminal);
    }

    /** Shows the full screen from that scene on until the operator quits or is gone; the exit code. */
    int show(Display display, ScreenChoices choices, Scene start, Command... first) throws Complaint {
        FullScreen screen = new FullScreen(wiring, display, choices);
        HangUp.on(false, screen::hangUp);
        return screen.show(start, first);
    }

    private Optional<Display> line(String reason) {
        wiring.machine().complain("lifeboat: line mode. " + reason);
        return Optional.empty();
    }
}
