package lifeboat.runbook;

import java.util.List;
import java.util.stream.Collectors;

/** Says in words what an action of a restore does; one sentence each. */
abstract class RestoringWords implements Action.Cases<String> {
    @Override
    public String readBackup(Restoring.ReadBackup action) {
        return "Read the backup and compare every file with its manifest.";
    }

    @Override
    public String preflightRestore(Restoring.PreflightRestore action) {
        return "Look at " + String.join(", ", action.checks()) + ".";
    }

    @Override
    public String createRoles(Restoring.CreateRoles action) {
        return "Make the roles that the dumps of " + join(action.databases()) + " need and " + quoted(action.target())
                + " lacks.";
    }

    @Override
    public String setAside(Restoring.SetAside action) {
        return "Rename the database " + quoted(action.database()) + " of " + quoted(action.target())
                + ", out of the way.";
    }

    @Override
    public String bringBack(Restoring.BringBack action) {
        return "Give the database " + quoted(action.aside()) + " of " + quoted(action.target()) + " its name "
                + quoted(action.database()) + " back.";
    }

    @Override
    public String restoreDatabase(Restoring.RestoreDatabase action) {
        return "Restore the database " + quoted(action.database()) + " of the backup into " + quoted(action.target())
                + " as " + quoted(action.as()) + " with pg_restore (" + quoted(action.jobs())
                + " jobs), the final name last.";
    }

    @Override
    public String compareDatabase(Restoring.CompareDatabase action) {
        return "Compare the database " + quoted(action.as()) + " of " + quoted(action.target()) + " with "
                + quoted(action.database()) + " of the manifest.";
    }

    @Override
    public String uploadObjects(Restoring.UploadObjects action) {
        return "Fill " + quoted(action.to()) + " from the objects in the backup's folder, "
                + quoted(action.concurrency()) + " at once.";
    }

    @Override
    public String checkBucket(Restoring.CheckBucket action) {
        return "Compare " + quoted(action.bucket()) + " with the inventory of the backup"
                + action.copy().map(copy -> " and with " + quoted(copy)).orElse("") + ".";
    }

    @Override
    public String editValues(Deploying.EditValues action) {
        return "Write a copy of the Helm values for version " + quoted(action.version())
                + ", pointing to the restored databases and bucket.";
    }

    @Override
    public String recreateSecrets(Deploying.RecreateSecrets action) {
        return "Make the kept secrets again that Helm does not make.";
    }

    @Override
    public String removeConfigMap(Deploying.RemoveConfigMap action) {
        return "Delete the config map " + quoted(action.name()) + " if it is there; its content is kept.";
    }

    @Override
    public String helmUninstall(Deploying.HelmUninstall action) {
        return "Uninstall the Helm release " + quoted(action.release()) + " with " + quoted(action.program()) + ".";
    }

    @Override
    public String helmInstall(Deploying.HelmInstall action) {
        return "Install the chart " + quoted(action.chart()) + " " + quoted(action.version()) + " as "
                + quoted(action.release()) + " with " + quoted(action.program()) + " and the values of "
                + quoted(action.values()) + ".";
    }

    @Override
    public String checkAccess(Deploying.CheckAccess action) {
        return "Reach the databases and the bucket with what " + quoted(action.values()) + " says.";
    }

    @Override
    public String connectPachctl(Restoring.ConnectPachctl action) {
        return "Make the context " + quoted(action.context()) + " of " + quoted(action.target()) + " lead to "
                + quoted(action.address()) + (action.enterprise() ? ", and the enterprise context." : ".");
    }

    @Override
    public String checkPachyderm(Restoring.CheckPachyderm action) {
        return "Ask with " + quoted(action.target())
                + " for version, repos, pipelines and a known file, and compare them with the backup.";
    }

    @Override
    public String keepPachyderm(Restoring.KeepPachyderm action) {
        return "Record what " + quoted(action.target()) + " sees: version, repos, pipelines, and the file "
                + quoted(action.file()) + ".";
    }

    /** A comma-separated list. */
    static String join(List<Template> templates) {
        return templates.stream().map(RestoringWords::quoted).collect(Collectors.joining(", "));
    }

    /** As code. */
    static String quoted(Template template) {
        return quoted(template.text());
    }

    /** As code. */
    static String quoted(String text) {
        return MarkdownText.code(text);
    }
}
