package lifeboat.runbook;

import static lifeboat.runbook.Form.Field.optional;
import static lifeboat.runbook.Form.Field.required;

import java.util.List;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.ListOf;
import lifeboat.runbook.Form.Scalar;

/** The keys of every action of {@link Restoring}. */
final class RestoringVocabulary {
    /** In the order in which a restore has them. */
    static final List<Field> ALL = List.of(
            optional(
                    "read_backup",
                    Fields.of(
                            "read_backup",
                            "Reads the backup of the run and compares every file of it with its manifest. The target must be called `backup`."),
                    "Reads the backup, the target `backup`, and compares every file with its manifest."),
            optional(
                    "preflight_restore",
                    Fields.of(
                            "preflight_restore",
                            "Looks at everything that could stop a restore before anything is changed.",
                            required(
                                    "checks",
                                    new ListOf(
                                            Scalar.words(
                                                    "tools",
                                                    "cluster",
                                                    "permissions",
                                                    "target",
                                                    "versions",
                                                    "ports",
                                                    "database",
                                                    "buckets",
                                                    "space"),
                                            false,
                                            1),
                                    "The rows, in the order in which they are looked at."),
                            optional("app", ActionVocabulary.TEXT, "pachd", "The deployment of the server."),
                            optional(
                                    "pachyderm",
                                    ActionVocabulary.TEXT,
                                    "pachyderm",
                                    "The name that the database pachyderm gets."),
                            optional("dex", ActionVocabulary.TEXT, "dex", "The name that the database dex gets."),
                            optional(
                                    "existing",
                                    ActionVocabulary.TEXT,
                                    "refuse",
                                    "`aside` when databases that are in the way are renamed."),
                            optional("databases_by", ActionVocabulary.TEXT, "dumps", "`dumps`, `provider` or `keep`."),
                            optional("deployment", ActionVocabulary.TEXT, "replace", "`replace`, `new` or `keep`."),
                            optional("case", ActionVocabulary.TEXT, "same_version", "`same_version` or `roll_back`."),
                            optional(
                                    "version",
                                    ActionVocabulary.TEXT,
                                    "",
                                    "The version that will be installed; empty for that of the backup."),
                            optional("helm", ActionVocabulary.TEXT, "helm", "The program helm."),
                            optional(
                                    "release",
                                    ActionVocabulary.TEXT,
                                    "pachyderm",
                                    "The release that will be installed, for the command by hand."),
                            optional("chart", ActionVocabulary.TEXT, "pachyderm/pachyderm", "Its chart."),
                            optional(
                                    "repository",
                                    ActionVocabulary.TEXT,
                                    "",
                                    "The URL of the chart's repository, where the name does not say it."),
                            optional(
                                    "node_ports",
                                    ActionVocabulary.TEXT,
                                    "refuse",
                                    "`drop` when services get no node ports where those of the values are taken.")),
                    "Looks at everything that could stop a restore."),
            optional(
                    "create_roles",
                    Fields.of(
                            "create_roles",
                            "Makes the roles that the dumps need and the server lacks, without passwords.",
                            required("target", ActionVocabulary.DATABASE, "The database server."),
                            required(
                                    "databases",
                                    new ListOf(ActionVocabulary.TEXT, true, 1),
                                    "The databases of the backup whose roles are needed.")),
                    "Makes the roles that dumps need and the server lacks."),
            optional(
                    "set_aside",
                    Fields.of(
                            "set_aside",
                            "Gives a database that is in the way another name, with the time in it. Nothing is dropped.",
                            required("target", ActionVocabulary.DATABASE, "The database server."),
                            required("database", ActionVocabulary.TEXT, "The database's name.")),
                    "Gives a database another name, out of the way; nothing is dropped."),
            optional(
                    "bring_back",
                    Fields.of(
                            "bring_back",
                            "Gives a database that was set aside its name back, if that name is free; the undo of `set_aside`.",
                            required("target", ActionVocabulary.DATABASE, "The database server."),
                            required("database", ActionVocabulary.TEXT, "The name that it had and gets again."),
                            required("aside", ActionVocabulary.TEXT, "The name that it has now.")),
                    "Gives a database that was set aside its name back, if that name is free."),
            optional(
                    "restore_database",
                    Fields.of(
                            "restore_database",
                            "Restores a dump into a database of a scratch name, compares it with the manifest, and gives it its final name last.",
                            required("target", ActionVocabulary.DATABASE, "The database server."),
                            required("database", ActionVocabulary.TEXT, "Its name in the backup."),
                            required("as", ActionVocabulary.TEXT, "The name that it gets."),
                            optional("jobs", ActionVocabulary.NUMBER, "1", "How many tables are restored at once.")),
                    "Restores a dump under a scratch name, compares it, and gives it its final name last."),
            optional(
                    "compare_database",
                    Fields.of(
                            "compare_database",
                            "Compares a database that somebody else restored with the manifest.",
                            required("target", ActionVocabulary.DATABASE, "The database server."),
                            required("database", ActionVocabulary.TEXT, "Its name in the backup."),
                            required("as", ActionVocabulary.TEXT, "Its name now.")),
                    "Compares a restored database with the manifest: rows, sequences, migrations."),
            optional(
                    "upload",
                    Fields.of(
                            "upload",
                            "Fills a bucket from the objects that were downloaded into the backup.",
                            required("to", ActionVocabulary.BUCKET, "The bucket to fill."),
                            optional("concurrency", ActionVocabulary.NUMBER, "16", "How many objects are in flight.")),
                    "Fills a bucket from the objects in the backup's folder."),
            optional(
                    "check_bucket",
                    Fields.of(
                            "check_bucket",
                            "Compares a bucket with the inventory of the backup, and with a copy of it if there is one.",
                            required("bucket", ActionVocabulary.BUCKET, "The bucket to look at."),
                            optional(
                                    "copy",
                                    ActionVocabulary.BUCKET,
                                    "Another bucket that holds the same objects, to read back from both."),
                            optional(
                                    "sample",
                                    ActionVocabulary.NUMBER,
                                    "20",
                                    "How many objects are read back from both.")),
                    "Compares a bucket with the inventory of the backup."),
            optional(
                    "edit_values",
                    Fields.of(
                            "edit_values",
                            "Writes a copy of the Helm values that points to the restored databases and bucket; the original stays.",
                            optional("app", ActionVocabulary.TEXT, "pachd", "The deployment of the server."),
                            required("version", ActionVocabulary.TEXT, "The version that will be installed."),
                            optional(
                                    "databases_by",
                                    ActionVocabulary.TEXT,
                                    "dumps",
                                    "`keep` when the databases are left as they are."),
                            optional(
                                    "objects_by",
                                    ActionVocabulary.TEXT,
                                    "copy",
                                    "`keep` when the bucket is left as it is."),
                            optional("host", ActionVocabulary.TEXT, "", "The host of the databases as pods see it."),
                            optional("port", ActionVocabulary.TEXT, "5432", "Its port."),
                            optional(
                                    "user", ActionVocabulary.TEXT, "", "The role pachd logs in as; empty to leave it."),
                            optional(
                                    "pachyderm",
                                    ActionVocabulary.TEXT,
                                    "pachyderm",
                                    "The name of the database pachyderm."),
                            optional("dex", ActionVocabulary.TEXT, "dex", "The name of the database dex."),
                            optional("bucket", ActionVocabulary.TEXT, "", "The bucket; empty to leave it."),
                            optional(
                                    "endpoint",
                                    ActionVocabulary.TEXT,
                                    "",
                                    "The URL of its store as pods see it; empty to leave it."),
                            optional("region", ActionVocabulary.TEXT, "", "Its region; empty to leave it."),
                            optional(
                                    "node_ports",
                                    ActionVocabulary.TEXT,
                                    "refuse",
                                    "`drop` to ask for no node ports where another service has those of the values.")),
                    "Writes an edited copy of the kept Helm values; the original stays."),
            optional(
                    "recreate_secrets",
                    Fields.of(
                            "recreate_secrets",
                            "Makes the secrets again whose content was kept and that Helm does not make. One that is there is left alone."),
                    "Makes the kept secrets again that Helm does not make; one that is there is left alone."),
            optional(
                    "remove_config_map",
                    Fields.of(
                            "remove_config_map",
                            "Deletes a config map, after its content was kept in the run's folder.",
                            required("name", ActionVocabulary.TEXT, "Its name.")),
                    "Deletes a config map if it is there; its content is kept in the run's folder."),
            optional(
                    "helm_uninstall",
                    Fields.of(
                            "helm_uninstall",
                            "Uninstalls a release with `helm`.",
                            optional("program", ActionVocabulary.TEXT, "helm", "The program helm."),
                            required("release", ActionVocabulary.TEXT, "The release.")),
                    "Uninstalls a Helm release; what goes and what stays is shown first."),
            optional(
                    "helm_install",
                    Fields.of(
                            "helm_install",
                            "Installs a release with `helm` and the edited values.",
                            optional("program", ActionVocabulary.TEXT, "helm", "The program helm."),
                            required("release", ActionVocabulary.TEXT, "The release."),
                            required(
                                    "chart",
                                    ActionVocabulary.TEXT,
                                    "The chart: `REPOSITORY/NAME`, a path, or an `oci://` URL."),
                            optional(
                                    "repository",
                                    ActionVocabulary.TEXT,
                                    "",
                                    "The URL of its repository, where the name does not say it."),
                            required("version", ActionVocabulary.TEXT, "The chart's version."),
                            required("values", ActionVocabulary.TEXT, "The file with the values.")),
                    "Installs a Helm release with the edited values."),
            optional(
                    "check_access",
                    Fields.of(
                            "check_access",
                            "Tries, with what the edited values say, to reach the databases and the bucket as pachd will.",
                            required("values", ActionVocabulary.TEXT, "The file with the edited values."),
                            optional(
                                    "version",
                                    ActionVocabulary.TEXT,
                                    "",
                                    "The version that will be installed, which says how the values select a bucket."),
                            required(
                                    "target",
                                    ActionVocabulary.DATABASE,
                                    "The server, for how the connection is protected."),
                            optional("bucket", ActionVocabulary.BUCKET, "The bucket that pachd will use.")),
                    "Reaches databases and bucket with what the edited values say, before the install."),
            optional(
                    "connect_pachctl",
                    Fields.of(
                            "connect_pachctl",
                            "Makes a context of `pachctl` lead to the restored cluster; its configuration is kept aside first.",
                            required("target", ActionVocabulary.PACHCTL, "The pachctl to use."),
                            required("context", ActionVocabulary.TEXT, "The context to write."),
                            required(
                                    "address",
                                    ActionVocabulary.TEXT,
                                    "The address of pachd, such as `grpc://host:30650`."),
                            optional(
                                    "enterprise",
                                    Scalar.of(Form.Kind.BOOLEAN),
                                    "false",
                                    "Whether it is an enterprise server, and becomes the enterprise context.")),
                    "Makes a pachctl context lead to the restored cluster; its configuration is kept aside first."),
            optional(
                    "check_pachyderm",
                    Fields.of(
                            "check_pachyderm",
                            "Asks the restored cluster what users see of it, and compares that with what the backup recorded.",
                            required("target", ActionVocabulary.PACHCTL, "The pachctl to ask with."),
                            required("version", ActionVocabulary.TEXT, "The version that was installed.")),
                    "Asks pachd for version, repos, pipelines and a known file, and compares them with the backup."),
            optional(
                    "keep_pachyderm",
                    Fields.of(
                            "keep_pachyderm",
                            "Records what users see of the cluster, for comparing it after a restore.",
                            required("target", ActionVocabulary.PACHCTL, "The pachctl to ask with."),
                            optional(
                                    "file",
                                    ActionVocabulary.TEXT,
                                    "",
                                    "A file of a commit that stays, as `PROJECT/REPO@COMMIT:/PATH`; empty for none.")),
                    "Records version, repos, pipelines and the digest of a known file, for comparing after a restore."));

    private RestoringVocabulary() {}
}
