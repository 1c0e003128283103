package lifeboat.runbook;

/** What is the same for every step with one of the actions of a restore; see {@link Traits}. */
abstract class RestoringTraits implements Action.Cases<Traits> {
    @Override
    public Traits readBackup(Restoring.ReadBackup action) {
        return Traits.of(
                "read_backup",
                Effect.READ,
                Repeat.READ,
                "id",
                "status",
                "complete",
                "remarks",
                "pachyderm_version",
                "databases",
                "release",
                "chart",
                "version",
                "objects",
                "bytes",
                "copied_to",
                "downloaded",
                "secrets",
                "globals",
                "dex",
                "clusters");
    }

    @Override
    public Traits preflightRestore(Restoring.PreflightRestore action) {
        return Traits.of(
                "preflight_restore",
                Effect.READ,
                Repeat.READ,
                "serving",
                "live",
                "standing",
                "enterprise_in_etcd",
                "install_command",
                "uninstall_command",
                "release",
                "pachw",
                "pachctl",
                "helm",
                "restore_pachyderm",
                "restore_dex",
                "pachyderm_in_the_way",
                "dex_in_the_way",
                "version",
                "outage");
    }

    @Override
    public Traits createRoles(Restoring.CreateRoles action) {
        return Traits.of("create_roles", Effect.MUTATE, Repeat.SET, "created");
    }

    @Override
    public Traits setAside(Restoring.SetAside action) {
        return Traits.of("set_aside", Effect.DESTROY, Repeat.SET, "aside");
    }

    @Override
    public Traits bringBack(Restoring.BringBack action) {
        return Traits.of("bring_back", Effect.MUTATE, Repeat.SET);
    }

    @Override
    public Traits restoreDatabase(Restoring.RestoreDatabase action) {
        return Traits.of(
                "restore_database", Effect.MUTATE, Repeat.ARTIFACT, "database", "tables", "rows", "migrations");
    }

    @Override
    public Traits compareDatabase(Restoring.CompareDatabase action) {
        return Traits.of("compare_database", Effect.READ, Repeat.READ, "tables", "rows", "migrations");
    }

    @Override
    public Traits uploadObjects(Restoring.UploadObjects action) {
        return Traits.of("upload", Effect.MUTATE, Repeat.RESUMABLE, "objects", "bytes");
    }

    @Override
    public Traits checkBucket(Restoring.CheckBucket action) {
        return Traits.of("check_bucket", Effect.READ, Repeat.READ, "objects", "bytes");
    }

    @Override
    public Traits editValues(Deploying.EditValues action) {
        return Traits.of("edit_values", Effect.MUTATE, Repeat.ARTIFACT, "file", "sha256", "changed");
    }

    @Override
    public Traits recreateSecrets(Deploying.RecreateSecrets action) {
        return Traits.of("recreate_secrets", Effect.MUTATE, Repeat.SET, "created");
    }

    @Override
    public Traits removeConfigMap(Deploying.RemoveConfigMap action) {
        return Traits.of("remove_config_map", Effect.MUTATE, Repeat.SET, "file");
    }

    @Override
    public Traits helmUninstall(Deploying.HelmUninstall action) {
        return Traits.of("helm_uninstall", Effect.DESTROY, Repeat.SET);
    }

    @Override
    public Traits helmInstall(Deploying.HelmInstall action) {
        return Traits.of("helm_install", Effect.MUTATE, Repeat.ONCE, "revision");
    }

    @Override
    public Traits checkAccess(Deploying.CheckAccess action) {
        return Traits.of("check_access", Effect.READ, Repeat.READ, "database_command", "bucket_command");
    }

    @Override
    public Traits connectPachctl(Restoring.ConnectPachctl action) {
        return Traits.of("connect_pachctl", Effect.MUTATE, Repeat.SET, "kept");
    }

    @Override
    public Traits checkPachyderm(Restoring.CheckPachyderm action) {
        return Traits.of("check_pachyderm", Effect.READ, Repeat.READ, "version", "repos", "pipelines");
    }

    @Override
    public Traits keepPachyderm(Restoring.KeepPachyderm action) {
        return Traits.of("keep_pachyderm", Effect.READ, Repeat.ARTIFACT, "repos", "pipelines", "file");
    }
}
