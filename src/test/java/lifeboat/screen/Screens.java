package lifeboat.screen;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lifeboat.perform.Question;
import lifeboat.run.Mode;
import lifeboat.runbook.StepId;

/** Every screen in the states in which it offers something else. A new scene or popup has to be entered here. */
final class Screens {
    private Screens() {}

    /** The screens by name, in the order in which an operator meets them. */
    static Map<String, App> all() {
        Map<String, App> all = new LinkedHashMap<>();
        runs(all);
        return all;
    }

    private static void runs(Map<String, App> all) {
        Tale asks = Tale.opened(Mode.RUN).preparedToScale().asksToScale();
        all.put("run, confirm", app(asks));
        all.put("run, diff", new Keys(asks.scene()).press("d").app());
        all.put("run, commands", new Keys(asks.scene()).press("c").app());
        all.put("run, steps", new Keys(asks.scene()).press("1").app());
        all.put("run, audit", new Keys(asks.scene()).press("6").app());
        all.put(
                "run, read only",
                app(Tale.opened(Mode.RUN).readOnly().preparedToScale().asksToScale()));
        Tale dumps = Tale.opened(Mode.RUN)
                .scaledDown()
                .begun("dump-databases", "pachyderm", 1)
                .begun("dump-databases", "dex", 2)
                .started("dump-databases", "pachyderm", "pg_dump", "-Fd", "-j", "2", "pachyderm")
                .line("dump-databases", "pachyderm", "pg_dump: warning: \u001b[31mred\u0007", "x".repeat(300), "")
                .progress("dump-databases", "pachyderm", "dumping, 41.2 MiB of 8.1 GiB, 12.0 MiB/s, 3 s")
                .later(Duration.ofSeconds(41));
        all.put("run, in flight", app(dumps));
        all.put("run, output", new Keys(dumps.scene()).press("3").app());
        all.put(
                "run, failed",
                app(Tale.opened(Mode.REHEARSAL)
                        .scaledDown()
                        .begun("dump-databases", "pachyderm", 1)
                        .failed("dump-databases", "pachyderm", "pg_dump ended with 1", "Free space, then retry.")
                        .asks(new Question.Failed(new StepId("dump-databases")))));
    }

    private static App app(Tale tale) {
        return App.of(tale.scene());
    }
}
