package lifeboat.runbook;

import java.util.Optional;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Text;

/** Makes the actions of {@link Restoring} of values that are sound. */
final class RestoringBuilder {
    private RestoringBuilder() {}

    /** The action under a key of {@link RestoringVocabulary}; empty if the key is none of them. */
    static Optional<Action> action(String key, Entries at) {
        return Optional.ofNullable(
                switch (key) {
                    case "read_backup" -> new Restoring.ReadBackup();
                    case "preflight_restore" ->
                        new Restoring.PreflightRestore(
                                at.strings("checks"),
                                at.template("app"),
                                at.template("pachyderm"),
                                at.template("dex"),
                                at.template("existing"),
                                at.template("databases_by"),
                                at.template("deployment"),
                                at.template("case"),
                                at.template("version"),
                                at.template("helm"),
                                at.template("release"),
                                at.template("chart"),
                                at.template("repository"),
                                at.template("node_ports"));
                    case "create_roles" -> new Restoring.CreateRoles(at.string("target"), at.templates("databases"));
                    case "set_aside" -> new Restoring.SetAside(at.string("target"), at.template("database"));
                    case "bring_back" ->
                        new Restoring.BringBack(at.string("target"), at.template("database"), at.template("aside"));
                    case "restore_database" ->
                        new Restoring.RestoreDatabase(
                                at.string("target"), at.template("database"), at.template("as"), at.template("jobs"));
                    case "compare_database" ->
                        new Restoring.CompareDatabase(at.string("target"), at.template("database"), at.template("as"));
                    case "upload" -> new Restoring.UploadObjects(at.string("to"), at.template("concurrency"));
                    case "check_bucket" ->
                        new Restoring.CheckBucket(
                                at.string("bucket"), at.text("copy").map(Text::text), at.template("sample"));
                    case "edit_values" ->
                        new Deploying.EditValues(
                                at.template("app"),
                                at.template("version"),
                                at.template("databases_by"),
                                at.template("objects_by"),
                                at.template("host"),
                                at.template("port"),
                                at.template("user"),
                                at.template("pachyderm"),
                                at.template("dex"),
                                at.template("bucket"),
                                at.template("endpoint"),
                                at.template("region"),
                                at.template("node_ports"));
                    case "recreate_secrets" -> new Deploying.RecreateSecrets();
                    case "remove_config_map" -> new Deploying.RemoveConfigMap(at.template("name"));
                    case "helm_uninstall" ->
                        new Deploying.HelmUninstall(at.template("program"), at.template("release"));
                    case "helm_install" ->
                        new Deploying.HelmInstall(
                                at.template("program"),
                                at.template("release"),
                                at.template("chart"),
                                at.template("repository"),
                                at.template("version"),
                                at.template("values"));
                    case "check_access" ->
                        new Deploying.CheckAccess(
                                at.template("values"),
                                at.template("version"),
                                at.string("target"),
                                at.text("bucket").map(Text::text));
                    case "connect_pachctl" ->
                        new Restoring.ConnectPachctl(
                                at.string("target"),
                                at.template("context"),
                                at.template("address"),
                                at.string("enterprise").equals("true"));
                    case "check_pachyderm" -> new Restoring.CheckPachyderm(at.string("target"), at.template("version"));
                    case "keep_pachyderm" -> new Restoring.KeepPachyderm(at.string("target"), at.template("file"));
                    default -> null;
                });
    }
}
