package lifeboat.perform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lifeboat.atlas.AtlasCli;
import lifeboat.atlas.AtlasConfig;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;
import lifeboat.process.Running;
import lifeboat.process.Secret;
import lifeboat.run.Attempt;

/** Runs one program for an attempt: shown line by line, kept under artifacts, recorded before it can do anything. */
record AtlasProgram(Call<?> call, Attempt attempt, Performer.Listener listener) {
    private static final int MOST_LINES = 5_000;

    /** How it ended, and what it printed on both streams. */
    record Ran(Exit exit, List<String> lines) {}

    /** Runs the AtlasDB program; the password in its configuration is masked in what it prints. */
    Ran run(AtlasPlace place, List<String> argv) throws PerformException, InterruptedException {
        Optional<Secret> password = place.config().database().flatMap(AtlasConfig.Database::password);
        return run(AtlasCli.command(argv), password, "");
    }

    /** Runs any program that is told no secret; the mark tells its output from that of others of the same attempt. */
    Ran run(Command command, String mark) throws PerformException, InterruptedException {
        return run(command, Optional.empty(), mark);
    }

    private Ran run(Command command, Optional<Secret> secret, String mark)
            throws PerformException, InterruptedException {
        call.world().checkProgram(command.argv().get(0));
        Programs programs = call.world().programs();
        Programs masking = secret.map(text -> programs.masking(programs.masker().plus(text)))
                .orElse(programs);
        Path folder = call.world().artifacts();
        String part = attempt.part().isEmpty() ? "" : "-" + attempt.part().replaceAll("[^A-Za-z0-9-]", "_");
        String name = attempt.step() + part + mark + "-" + attempt.number();
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try {
            Running running = masking.start(
                    command.outputTo(folder.resolve(name + ".out"), folder.resolve(name + ".err")), (stream, line) -> {
                        listener.line(line);
                        if (lines.size() < MOST_LINES || !line.startsWith("Found and cleaning")) {
                            lines.add(line);
                        }
                    });
            listener.started(running.pid(), running.startTicks(), running.argv());
            Exit exit = Patience.await(running, call.timeout(), listener.cancelled());
            return new Ran(exit, List.copyOf(lines));
        } catch (ProcessException e) {
            throw Reasons.of(e);
        }
    }
}
