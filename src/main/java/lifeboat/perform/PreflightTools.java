package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.process.Programs;
import lifeboat.process.Version;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;
import lifeboat.runbook.Condition;
import lifeboat.runbook.Restoring;
import lifeboat.runbook.Step;

/** The row of the preflight that looks for the programs which the steps that apply need. */
record PreflightTools(Call<? extends Action> call, Sheet sheet) {
    void tools() throws InterruptedException {
        Programs programs = call.world().programs();
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> tool : call.run().book().tools().entrySet()) {
            Optional<Version> version = DumpTools.newest(programs, tool.getKey());
            boolean needed = isNeeded(tool.getKey());
            if (version.isEmpty()) {
                miss(needed, "there is no " + tool.getKey() + " on this machine");
            } else if (!satisfies(version.get(), tool.getValue())) {
                miss(needed, tool.getKey() + " is " + version.get() + ", wanted is " + tool.getValue());
            } else {
                found.add(tool.getKey() + " " + version.get());
            }
        }
        for (Step step : call.run().book().steps()) {
            if (step.action() instanceof Action.RunProgram run
                    && call.run().applies(step).orElse(false)) {
                String program = call.text(run.argv().get(0));
                if (programs.find(program).isPresent()) {
                    found.add(program);
                } else {
                    miss(true, "there is no " + program + " on this machine");
                }
            }
        }
        if (!found.isEmpty()) {
            sheet.pass("tools", String.join(", ", found));
        }
    }

    private void miss(boolean needed, String what) {
        if (needed) {
            sheet.fail("tools", what, "Install it, or add its directory to PATH; then retry.");
        } else {
            sheet.warn("tools", what + "; with the choices made it is not needed");
        }
    }

    private boolean isNeeded(String tool) {
        return call.run().book().steps().stream()
                .filter(step -> call.run().applies(step).orElse(true))
                .anyMatch(step -> switch (tool) {
                    case "pg_dump" -> step.action() instanceof Action.Dump || restores(step.action());
                    case "pg_restore" ->
                        step.action() instanceof Action.Dump
                                || step.action() instanceof Restoring.RestoreDatabase
                                || restores(step.action());
                    case "pg_dumpall" -> step.action() instanceof Action.DumpGlobals;
                    default -> true;
                });
    }

    private static boolean restores(Action action) {
        return action instanceof Action.Atlas atlas
                && (atlas.task() instanceof AtlasTask.RestoreStore || atlas.task() instanceof AtlasTask.CheckBackup);
    }

    private static boolean satisfies(Version version, String wanted) {
        if (wanted.equals("*")) {
            return true;
        }
        return Condition.parse("version " + wanted).holds(name -> Optional.of(List.of(version.toString())));
    }
}
