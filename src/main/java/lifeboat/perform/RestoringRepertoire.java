package lifeboat.perform;

import lifeboat.runbook.Action;
import lifeboat.runbook.Deploying;
import lifeboat.runbook.Restoring;

/** Who does which action of a restore; see {@link Repertoire}. */
abstract class RestoringRepertoire implements Action.Cases<Doing<? extends Action>> {
    @Override
    public Doing<? extends Action> readBackup(Restoring.ReadBackup action) {
        return new ReadBackupDoing();
    }

    @Override
    public Doing<? extends Action> preflightRestore(Restoring.PreflightRestore action) {
        return new PreflightRestoreDoing();
    }

    @Override
    public Doing<? extends Action> createRoles(Restoring.CreateRoles action) {
        return new CreateRolesDoing();
    }

    @Override
    public Doing<? extends Action> setAside(Restoring.SetAside action) {
        return new SetAsideDoing();
    }

    @Override
    public Doing<? extends Action> bringBack(Restoring.BringBack action) {
        return new BringBackDoing();
    }

    @Override
    public Doing<? extends Action> restoreDatabase(Restoring.RestoreDatabase action) {
        return new RestoreDatabaseDoing();
    }

    @Override
    public Doing<? extends Action> compareDatabase(Restoring.CompareDatabase action) {
        return new CompareDatabaseDoing();
    }

    @Override
    public Doing<? extends Action> uploadObjects(Restoring.UploadObjects action) {
        return new UploadObjectsDoing();
    }

    @Override
    public Doing<? extends Action> checkBucket(Restoring.CheckBucket action) {
        return new CheckBucketDoing();
    }

    @Override
    public Doing<? extends Action> editValues(Deploying.EditValues action) {
        return new EditValuesDoing();
    }

    @Override
    public Doing<? extends Action> recreateSecrets(Deploying.RecreateSecrets action) {
        return new RecreateSecretsDoing();
    }

    @Override
    public Doing<? extends Action> removeConfigMap(Deploying.RemoveConfigMap action) {
        return new RemoveConfigMapDoing();
    }

    @Override
    public Doing<? extends Action> helmUninstall(Deploying.HelmUninstall action) {
        return new HelmUninstallDoing();
    }

    @Override
    public Doing<? extends Action> helmInstall(Deploying.HelmInstall action) {
        return new HelmInstallDoing();
    }

    @Override
    public Doing<? extends Action> checkAccess(Deploying.CheckAccess action) {
        return new CheckAccessDoing();
    }

    @Override
    public Doing<? extends Action> connectPachctl(Restoring.ConnectPachctl action) {
        return new ConnectPachctlDoing();
    }

    @Override
    public Doing<? extends Action> checkPachyderm(Restoring.CheckPachyderm action) {
        return new CheckPachydermDoing();
    }

    @Override
    public Doing<? extends Action> keepPachyderm(Restoring.KeepPachyderm action) {
        return new KeepPachydermDoing();
    }
}
