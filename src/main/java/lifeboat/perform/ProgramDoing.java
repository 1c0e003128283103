package lifeboat.perform;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.OutputListener;
import lifeboat.process.ProcessException;
import lifeboat.process.Running;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;
import lifeboat.runbook.Effect;

/** Runs a program of the runbook's. */
final class ProgramDoing implements Doing<Action.RunProgram> {
    private static final int KEPT_CHARACTERS = 4096;

    @Override
    public Preview preview(Call<Action.RunProgram> call) throws PerformException {
        call.world().checkProgram(argv(call).get(0));
        return new Preview(List.of(), List.of(), List.of(call.world().masker().mask(argv(call))), List.of(), List.of());
    }

    private static List<String> argv(Call<Action.RunProgram> call) {
        return call.action().argv().stream()
                .map(template -> template.resolve(call.scope()))
                .toList();
    }

    @Override
    public Outcome act(Call<Action.RunProgram> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        call.world().checkProgram(argv(call).get(0));
        Path folder = call.world().artifacts();
        String name = attempt.step() + "-" + attempt.number();
        Command command = Command.of(argv(call)).outputTo(folder.resolve(name + ".out"), folder.resolve(name + ".err"));
        for (Map.Entry<String, lifeboat.runbook.Template> variable :
                call.action().environment().entrySet()) {
            command = command.with(variable.getKey(), variable.getValue().resolve(call.scope()));
        }
        StringBuilder stdout = new StringBuilder();
        // A program may be done before anybody was told that it runs; what it says comes after that all the same.
        CountDownLatch told = new CountDownLatch(1);
        OutputListener output = (stream, line) -> {
            await(told);
            listener.line(line);
            if (stream == OutputListener.Stream.OUT && stdout.length() < KEPT_CHARACTERS) {
                stdout.append(stdout.isEmpty() ? "" : "\n").append(line);
            }
        };
        try {
            Running running = call.world().programs().start(command, output);
            try {
                listener.started(running.pid(), running.startTicks(), running.argv());
            } finally {
                told.countDown();
            }
            Exit exit = Patience.await(running, call.timeout(), listener.cancelled());
            return outcome(call, exit, stdout.toString());
        } catch (ProcessException e) {
            throw new PerformException(e.getMessage() == null ? "cannot start" : e.getMessage(), e.hint(), e);
        }
    }

    private static void await(CountDownLatch told) {
        try {
            told.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Outcome outcome(Call<Action.RunProgram> call, Exit exit, String stdout) {
        boolean good =
                !exit.timedOut() && !exit.stopped() && call.action().exit().contains(exit.code());
        String program = argv(call).get(0);
        if (good) {
            Map<String, List<String>> outputs = new LinkedHashMap<>();
            outputs.put("stdout", List.of(stdout));
            outputs.put("exit_code", List.of(Integer.toString(exit.code())));
            outputs.put("output_sha256", List.of(exit.outputSha256()));
            return Doing.done(outputs, program + ": " + exit.words());
        }
        EffectSeen effect = call.step().effect() == Effect.READ ? EffectSeen.NONE : EffectSeen.UNKNOWN;
        String tail = exit.stderrTail().isEmpty()
                ? ""
                : ": " + exit.stderrTail().get(exit.stderrTail().size() - 1);
        if (exit.stopped()) {
            return new Outcome.Cancelled(program + " was stopped", effect);
        }
        return new Outcome.Failed(
                false,
                program + " failed, " + exit.words() + tail,
                "Its whole output is kept in the run's folder under artifacts.",
                effect);
    }
}
