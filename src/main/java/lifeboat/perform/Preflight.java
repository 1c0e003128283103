package lifeboat.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** Looks at everything that could stop the run, before anything is changed. */
final class Preflight implements Doing<Action.Preflight> {
    private final Outage outage;

    Preflight(Outage outage) {
        this.outage = outage;
    }

    /** One row; what it throws is its failure. */
    @FunctionalInterface
    private interface Row {
        void look() throws PerformException, InterruptedException;
    }

    @Override
    public Preview preview(Call<Action.Preflight> call) {
        return Preview.ofDetails(
                List.of("looks at: " + String.join(", ", call.action().checks())));
    }

    @Override
    public Outcome act(Call<Action.Preflight> call, Attempt attempt, Performer.Listener listener)
            throws InterruptedException {
        Sheet sheet = new Sheet(listener);
        sheet.output("databases", List.of());
        sheet.output("database_bytes", "0");
        sheet.output("bucket_bytes", "0");
        sheet.output("bucket_objects", "0");
        sheet.output("pachyderm_version", "");
        sheet.output("pachw", "false");
        sheet.output("pachctl", "false");
        sheet.output("can_pause", "false");
        PreflightCluster cluster = new PreflightCluster(call, sheet);
        PreflightStores stores = new PreflightStores(call, sheet);
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("tools", new PreflightTools(call, sheet)::tools);
        rows.put("cluster", cluster::cluster);
        rows.put("permissions", cluster::permissions);
        rows.put("workloads", () -> cluster.workloads(call.text(call.action().app())));
        rows.put("pachctl", () -> cluster.pachctl(call.text(call.action().app())));
        rows.put("database", stores::database);
        rows.put("buckets", stores::buckets);
        rows.put("disk", stores::disk);
        for (String name : call.action().checks()) {
            if (listener.cancelled().getAsBoolean()) {
                return new Outcome.Cancelled("the preflight was stopped", EffectSeen.NONE);
            }
            listener.progress("looking at " + name);
            Row row = rows.get(name);
            if (row == null) {
                sheet.fail(name, "there is no such check", "Correct the runbook.");
                continue;
            }
            try {
                row.look();
            } catch (PerformException e) {
                sheet.fail(name, e.reason(), e.hint());
            }
        }
        sheet.output("outage", outage.words(call, sheet.number("database_bytes"), sheet.number("bucket_bytes")));
        return sheet.outcome("nothing stands in the way");
    }
}
