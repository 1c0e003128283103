package lifeboat.runbook;

import java.util.stream.Collectors;

/** Says in words what is done about the way to a server; one sentence each. */
final class RouteWords implements RouteTask.Cases<String> {
    @Override
    public String switchPorts(RouteTask.SwitchPorts task) {
        return (task.back() ? "Move back node ports of the service " : "Move node ports of the service ")
                + MarkdownText.code(task.service().text()) + ": "
                + task.ports().stream()
                        .map(port -> MarkdownText.code(port.text()))
                        .collect(Collectors.joining(", "))
                + ". The service as it was is kept as "
                + MarkdownText.code(task.save().text()) + ".";
    }

    @Override
    public String updateContext(RouteTask.UpdateContext task) {
        String where = task.address().text().isEmpty()
                ? "lead to the port " + MarkdownText.code(task.port().text())
                : "lead to " + MarkdownText.code(task.address().text());
        String which = task.context().text().isEmpty()
                ? "the active context"
                : "the context " + MarkdownText.code(task.context().text());
        return "Let " + which + " of " + MarkdownText.code(task.target()) + " " + where
                + ", its configuration kept aside.";
    }
}
