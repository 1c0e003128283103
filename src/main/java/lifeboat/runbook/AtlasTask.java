package lifeboat.runbook;

import java.util.Arrays;
import java.util.List;

/** What a step can do with an AtlasDB; the part of the dictionary that {@link Action.Atlas} stands for. */
public sealed interface AtlasTask {
    /** One handler for each task; implementing it is how a room proves that it handles all of them. */
    interface Cases<R> {
        R preflight(Preflight task);

        R acquireLock(AcquireLock task);

        R releaseLock(ReleaseLock task);

        R fetchTimestamp(FetchTimestamp task);

        R checkBackup(CheckBackup task);

        R proveOffline(ProveOffline task);

        R proveEmpty(ProveEmpty task);

        R restoreStore(RestoreStore task);

        R cleanTransactions(CleanTransactions task);

        R fastForward(FastForward task);

        R proveTimestamps(ProveTimestamps task);

        R askNode(AskNode task);
    }

    <R> R accept(Cases<R> cases);

    /** The key of {@link Target.Atlas} that it works on. */
    String target();

    /** Every template in it. */
    default List<Template> templates() {
        return List.of();
    }

    /**
     * Looks at program, version, configuration, store and lock before anything is changed.
     *
     * @param backing whether a backup is to be made, and not one restored
     * @param lock how the backup lock is to be taken: {@code http}, {@code cli} or {@code none}
     * @param nodes Cassandra's nodes, with commas between them; resolves to empty for those of the configuration
     */
    record Preflight(String target, boolean backing, Template lock, Template nodes) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.preflight(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(lock, nodes);
        }
    }

    /** Takes the backup lock, over {@code http} or by the program's {@code cli}. */
    record AcquireLock(String target, Template by) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.acquireLock(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(by);
        }
    }

    /**
     * Gives the backup lock back.
     *
     * @param by {@code http}, {@code cli}, or {@code sql} for one that came with a restored dump
     * @param token what {@link AcquireLock} got; resolves to empty if that is not known
     */
    record ReleaseLock(String target, Template by, Template token) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.releaseLock(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(by, token);
        }
    }

    /** Fetches a timestamp through the running service into a file of the backup that is written once. */
    record FetchTimestamp(String target, Which which) implements AtlasTask {
        /** The two timestamps of a backup. */
        public enum Which {
            BACKUP("backup"),
            FAST_FORWARD("fast-forward");

            private final String word;

            Which(String word) {
                this.word = word;
            }

            /** As it stands in runbooks and in names of files. */
            public String word() {
                return word;
            }

            static Which of(String word) {
                return word.equals(BACKUP.word) ? BACKUP : FAST_FORWARD;
            }
        }

        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.fetchTimestamp(this);
        }
    }

    /** Reads a backup and proves that its files, its timestamps and what was dumped belong together. */
    record CheckBackup(String target, Template backup) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.checkBackup(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(backup);
        }
    }

    /**
     * Proves that nobody works with the store: nothing listens, nobody is connected.
     *
     * @param empty whether the store must hold nothing either
     * @param nodes Cassandra's nodes, with commas between them; resolves to empty for those of the configuration
     */
    record ProveOffline(String target, boolean empty, Template nodes) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.proveOffline(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(nodes);
        }
    }

    /**
     * Proves that the store holds nothing, before anything is stopped for it.
     *
     * @param nodes as for {@link ProveOffline}
     */
    record ProveEmpty(String target, Template nodes) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.proveEmpty(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(nodes);
        }
    }

    /** Restores the dump of the store under a scratch name, compares it, and gives it the store's name last. */
    record RestoreStore(String target, Template backup, Template jobs) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.restoreStore(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(backup, jobs);
        }
    }

    /**
     * Deletes the transactions that committed after the backup timestamp.
     *
     * @param hold the hold that says that the service is stopped; once it is released nothing is cleaned any more
     */
    record CleanTransactions(String target, Template backup, String hold) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.cleanTransactions(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(backup);
        }
    }

    /**
     * Makes the timestamp service begin above the fast-forward timestamp.
     *
     * @param hold as for {@link CleanTransactions}
     */
    record FastForward(String target, Template backup, String hold) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.fastForward(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(backup);
        }
    }

    /** Proves, once the service runs, that a fresh timestamp is above the fast-forward timestamp. */
    record ProveTimestamps(String target, Template backup) implements AtlasTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.proveTimestamps(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(backup);
        }
    }

    /**
     * Has one Cassandra node do something with {@code nodetool}, over the operator's own ssh.
     *
     * @param tables the tables that are refreshed, with commas between them
     */
    record AskNode(String target, Template node, Work work, Template tables) implements AtlasTask {
        /** What a node can be asked for. */
        public enum Work {
            /** A snapshot of the keyspace, named after the run. */
            SNAPSHOT("snapshot"),
            /** The files that were put into the directories of its tables are taken in. */
            REFRESH("refresh"),
            /** A full repair of {@code _transactions}. */
            REPAIR("repair");

            private final String word;

            Work(String word) {
                this.word = word;
            }

            /** As it stands in runbooks. */
            public String word() {
                return word;
            }

            static Work of(String word) {
                return Arrays.stream(values())
                        .filter(work -> work.word.equals(word))
                        .findFirst()
                        .orElseThrow();
            }
        }

        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.askNode(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(node, tables);
        }
    }
}
