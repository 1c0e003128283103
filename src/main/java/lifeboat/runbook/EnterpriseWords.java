package lifeboat.runbook;

/** Says in words what is done with an enterprise server; one sentence each. */
final class EnterpriseWords implements EnterpriseTask.Cases<String> {
    @Override
    public String setContext(EnterpriseTask.SetContext task) {
        return "Make " + MarkdownText.code(task.context().text()) + " the enterprise context of "
                + MarkdownText.code(task.target()) + ", its configuration kept aside.";
    }

    @Override
    public String keepClusters(EnterpriseTask.KeepClusters task) {
        return "Record in the backup's folder which clusters are registered, as `license list-clusters` of "
                + MarkdownText.code(task.target()) + " tells them.";
    }

    @Override
    public String checkClusters(EnterpriseTask.CheckClusters task) {
        return "Wait until " + MarkdownText.code(task.target())
                + " tells that every cluster of the backup is registered and was heard since the install.";
    }
}
