package lifeboat.runbook;

import java.util.List;

/** What a step can do with a standalone enterprise server; the part of the dictionary that {@link EnterpriseAction} stands for. */
public sealed interface EnterpriseTask {
    /** One handler for each task; implementing it is how a room proves that it handles all of them. */
    interface Cases<R> {
        R setContext(SetContext task);

        R keepClusters(KeepClusters task);

        R checkClusters(CheckClusters task);
    }

    <R> R accept(Cases<R> cases);

    /** The key of {@link Target.Pachctl} that it asks with. */
    String target();

    /** Every template in it. */
    default List<Template> templates() {
        return List.of();
    }

    /**
     * Makes a context the enterprise context, which is where every question to the enterprise server goes.
     *
     * @param context its name; resolves to empty to leave what is there, which must then be one
     */
    record SetContext(String target, Template context) implements EnterpriseTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.setContext(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(context);
        }
    }

    /** Records which clusters are registered, for comparing them after a restore. */
    record KeepClusters(String target) implements EnterpriseTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.keepClusters(this);
        }
    }

    /** Waits until every cluster of the backup is registered again and was heard since the install. */
    record CheckClusters(String target) implements EnterpriseTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.checkClusters(this);
        }
    }
}
