package lifeboat.runbook;

import java.util.stream.Collectors;

/** Says in words what a check looks at. */
final class CheckWords implements Check.Cases<String> {
    @Override
    public String replicas(Check.Replicas check) {
        return ActionWords.workloads(check.kind(), check.which())
                + (check.kind() == Action.Scale.Kind.DEPLOYMENT ? " asks for " : " ask for ")
                + MarkdownText.code(check.equals().text()) + " replicas";
    }

    @Override
    public String ready(Check.Ready check) {
        return "the deployment " + MarkdownText.code(check.deployment().text()) + " is ready";
    }

    @Override
    public String back(Check.Back check) {
        return check.workloads().stream()
                        .map(workload -> MarkdownText.code(workload.text()))
                        .collect(Collectors.joining(", "))
                + " have replicas again" + (check.observed() ? " (reported only)" : "");
    }

    @Override
    public String drained(Check.Drained check) {
        String app = check.app().text();
        return "no pod of " + (app.isEmpty() ? "" : MarkdownText.code(app) + ", of ")
                + "the workers or of pachw is left";
    }

    @Override
    public String paused(Check.Paused check) {
        return check.expected() ? "Pachyderm is paused" : "Pachyderm is not paused";
    }

    @Override
    public String dumped(Check.Dumped check) {
        return "the dump of " + MarkdownText.code(check.database().text()) + " is complete, with the recorded digests";
    }

    @Override
    public String answers(Check.Answers check) {
        return "the " + (check.enterprise() ? "enterprise server" : "server") + " answers "
                + MarkdownText.code(check.target());
    }

    @Override
    public String installed(Check.Installed check) {
        return "the release " + MarkdownText.code(check.release().text()) + " is deployed in version "
                + MarkdownText.code(check.version().text()) + ", and the pods of "
                + MarkdownText.code(check.deployment().text()) + " run it";
    }

    @Override
    public String uninstalled(Check.Uninstalled check) {
        return "neither the release " + MarkdownText.code(check.release().text()) + " nor "
                + MarkdownText.code(check.deployment().text()) + " is left";
    }

    @Override
    public String reachable(Check.Reachable check) {
        return (check.expected() ? "a server answers " : "nothing answers ") + MarkdownText.code(check.target())
                + " on " + MarkdownText.code(check.address().text());
    }
}
