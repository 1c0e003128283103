package lifeboat.runbook;

import java.util.stream.Collectors;

/** Says in words what an action does; one sentence each. */
final class ActionWords extends RestoringWords {
    @Override
    public String preflight(Action.Preflight action) {
        return "Look at " + String.join(", ", action.checks()) + "."
                + (action.databases().isEmpty() ? "" : " Databases: " + join(action.databases()) + ".");
    }

    @Override
    public String keepHelmValues(Action.KeepHelmValues action) {
        String release = action.release().text();
        return "Keep the Helm values of " + (release.isEmpty() ? "the only release" : "release " + quoted(release))
                + ".";
    }

    @Override
    public String keepSecrets(Action.KeepSecrets action) {
        String selector = action.selector().text();
        return "Keep the secrets " + join(action.names())
                + (selector.isEmpty() ? "" : " and those with " + quoted(selector)) + "; content: "
                + quoted(action.content()) + ".";
    }

    @Override
    public String keepObjects(Action.KeepObjects action) {
        String selector = action.selector().text();
        return "Keep the objects " + join(action.objects())
                + (selector.isEmpty() ? "" : " and the replication controllers with " + quoted(selector)) + ".";
    }

    @Override
    public String announce(Action.Announce action) {
        return "Tell people: \u201c" + MarkdownText.escape(action.message().text()) + "\u201d";
    }

    @Override
    public String manual(Action.Manual action) {
        return "You: " + MarkdownText.escape(action.instruction().text()) + " Evidence: "
                + MarkdownText.escape(action.evidence().text());
    }

    @Override
    public String pause(Action.Pause action) {
        return "Run `pachctl enterprise pause` with " + quoted(action.target()) + ".";
    }

    @Override
    public String unpause(Action.Unpause action) {
        return "Run `pachctl enterprise unpause` with " + quoted(action.target()) + ".";
    }

    @Override
    public String scale(Action.Scale action) {
        return "Scale " + workloads(action.kind(), action.which()) + " to " + quoted(action.replicas()) + " replicas"
                + (action.optional() ? "; none there is fine." : ".");
    }

    @Override
    public String drain(Action.Drain action) {
        String app = action.app().text();
        return "Wait until no pod of " + (app.isEmpty() ? "" : quoted(app) + ", of ")
                + "the workers or of pachw is left.";
    }

    @Override
    public String dump(Action.Dump action) {
        return "Dump the database " + quoted(action.database()) + " of " + quoted(action.target())
                + " with pg_dump (directory format, " + quoted(action.jobs()) + " jobs, compression "
                + quoted(action.compression()) + ").";
    }

    @Override
    public String dumpGlobals(Action.DumpGlobals action) {
        return "Dump the globals of " + quoted(action.target()) + " with pg_dumpall, without passwords.";
    }

    @Override
    public String cloneBucket(Action.CloneBucket action) {
        return "Copy every object of " + quoted(action.from()) + " to " + quoted(action.to()) + ", "
                + quoted(action.concurrency()) + " at once.";
    }

    @Override
    public String downloadBucket(Action.DownloadBucket action) {
        return "Download every object of " + quoted(action.from()) + " into the backup's folder.";
    }

    @Override
    public String compareBuckets(Action.CompareBuckets action) {
        return "Compare " + quoted(action.from()) + " with "
                + action.to().map(MarkdownText::code).orElse("what was downloaded") + " and read "
                + quoted(action.sample()) + " objects back.";
    }

    @Override
    public String writeManifest(Action.WriteManifest action) {
        return "Write `manifest.json`.";
    }

    @Override
    public String run(Action.RunProgram action) {
        return "Run " + action.argv().stream().map(ActionWords::quoted).collect(Collectors.joining(" "))
                + ", with "
                + (action.environment().isEmpty()
                        ? "nothing added to its environment"
                        : String.join(", ", action.environment().keySet()) + " in its environment")
                + "; success is exit "
                + action.exit().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ".";
    }

    @Override
    public String classic(ClassicAction action) {
        return action.task().accept(new ClassicWords());
    }

    @Override
    public String atlas(Action.Atlas action) {
        return action.task().accept(new AtlasWords());
    }

    @Override
    public String route(RouteAction action) {
        return action.task().accept(new RouteWords());
    }

    @Override
    public String enterprise(EnterpriseAction action) {
        return action.task().accept(new EnterpriseWords());
    }

    /** The workloads of a scale or of a check. */
    static String workloads(Action.Scale.Kind kind, Template which) {
        return (kind == Action.Scale.Kind.DEPLOYMENT ? "the deployment " : "the replication controllers with ")
                + quoted(which);
    }
}
