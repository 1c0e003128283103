package lifeboat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.lab.Lab;
import lifeboat.lab.LabException;
import lifeboat.run.Mode;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import picocli.CommandLine;

/** A lab in which one runbook can be rehearsed by a test, in this process; closing it ends the lab. */
final class Rehearsed implements AutoCloseable {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Wiring wiring;
    private final Runbook book;
    private final Lab lab;
    private final Machine machine;
    private final Map<String, Given> values;

    /** A lab with whatever has to have happened there before the runbook can be rehearsed. */
    Rehearsed(Path directory, String runbook, Map<String, String> chosen) throws Complaint, IOException {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put("LIFEBOAT_STATE", directory.resolve("state").toString());
        environment.put("LIFEBOAT_CONFIG", directory.resolve("config").toString());
        Files.createDirectories(directory.resolve("state"));
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        this.wiring = new Wiring(new Machine(
                environment, directory, "mira", "bastion1", InstantSource.system(), out, out, false, false));
        this.book = wiring.books().find(runbook);
        LabChoices choices = CommandLine.populateCommand(new LabChoices(), "--objects", "40");
        this.lab = new Labs(wiring).start(choices, book, line -> {});
        try {
            this.machine = Labs.machine(wiring.machine(), lab);
            Map<String, Given> given = new LinkedHashMap<>();
            chosen.forEach((name, value) -> given.put(name, new Given(value, "option")));
            Map<String, Given> all = new LinkedHashMap<>(Labs.given(book, lab, given));
            all.putAll(given);
            Spoken heard = new Spoken(out::println, () -> false);
            all.putAll(new Prologue(wiring, lab, machine, heard, false).of(book, given));
            this.values = Values.complete(book, all, machine);
        } catch (Complaint complaint) {
            end();
            throw complaint;
        }
    }

    Wiring wiring() {
        return wiring;
    }

    Lab lab() {
        return lab;
    }

    /** The secrets that a run of it is given. */
    Map<String, Given> secrets() throws Complaint {
        return Labs.secrets(book, lab);
    }

    /** What commands say of a run that is over. */
    String said(String run) {
        for (String command : List.of("show", "export")) {
            new Cli(wiring).execute(new String[] {"audit", command, run});
        }
        new Cli(wiring).execute(new String[] {"runs"});
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** A new run of the runbook. */
    Session open() throws Complaint {
        return Session.open(wiring, book, Mode.REHEARSAL, values, Optional.of(lab), machine);
    }

    /** A new run of it with some values that are others. */
    Session open(Map<String, String> others) throws Complaint {
        Map<String, Given> all = new LinkedHashMap<>(values);
        others.forEach((name, value) -> all.put(name, new Given(value, "option")));
        return Session.open(wiring, book, Mode.REHEARSAL, all, Optional.of(lab), machine);
    }

    /** The same run, taken up again. */
    Session resume(String run) throws Complaint {
        Unfinished unfinished = Unfinished.find(wiring, Optional.of(run));
        unfinished.open();
        return Session.resume(
                wiring,
                unfinished.folder(),
                unfinished.book(),
                Labs.secrets(unfinished.book(), lab),
                Optional.of(lab),
                machine);
    }

    private void end() {
        try {
            lab.stop();
        } catch (LabException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        end();
    }
}
