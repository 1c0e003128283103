package lifeboat.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lifeboat.backup.SavedBackup;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Restoring;

/** Looks at everything that could stop a restore, before anything is changed. */
final class PreflightRestoreDoing implements Doing<Restoring.PreflightRestore> {
    /** One row; what it throws is its failure. */
    @FunctionalInterface
    private interface Row {
        void look() throws PerformException, InterruptedException;
    }

    @Override
    public Preview preview(Call<Restoring.PreflightRestore> call) {
        return Preview.ofDetails(
                List.of("looks at: " + String.join(", ", call.action().checks())));
    }

    @Override
    public Outcome act(Call<Restoring.PreflightRestore> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Sheet sheet = new Sheet(listener);
        SavedBackup backup = Backups.of(call);
        for (String flag : List.of(
                "serving",
                "live",
                "pachw",
                "pachctl",
                "enterprise_in_etcd",
                "helm",
                "restore_pachyderm",
                "restore_dex",
                "pachyderm_in_the_way",
                "dex_in_the_way")) {
            sheet.output(flag, "false");
        }
        sheet.output("release", "");
        sheet.output("standing", "");
        sheet.output("install_command", "");
        sheet.output("uninstall_command", "");
        sheet.output("version", "");
        sheet.output("outage", "How long it takes depends on the sizes; nothing was measured yet.");
        PreflightCluster cluster = new PreflightCluster(call, sheet);
        PreflightTarget target = new PreflightTarget(call, sheet, backup);
        PreflightRestoreDatabases databases = new PreflightRestoreDatabases(call, sheet, backup);
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("tools", new PreflightTools(call, sheet)::tools);
        rows.put("cluster", cluster::cluster);
        rows.put("permissions", cluster::permissions);
        rows.put("target", target::serving);
        rows.put("versions", target::versions);
        rows.put("ports", new PreflightPorts(call, sheet)::look);
        rows.put("database", databases::look);
        rows.put("buckets", new PreflightRestoreBuckets(call, sheet, backup)::look);
        rows.put("space", new PreflightSpace(call, sheet, backup)::look);
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
        return sheet.outcome("nothing stands in the way");
    }
}
