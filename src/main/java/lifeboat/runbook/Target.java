package lifeboat.runbook;

import java.util.List;

/** Something in the world that a runbook works on, named under {@code targets}. */
public sealed interface Target {
    /** Every template in this target, for checking variables. */
    List<Template> templates();

    /**
     * A Kubernetes cluster and namespace.
     *
     * @param kubeconfig a path; resolves to empty for the default or the in-cluster service account
     * @param context a context of the kubeconfig; resolves to empty for its current one
     * @param namespace where the workloads are
     */
    record Cluster(Template kubeconfig, Template context, Template namespace) implements Target {
        @Override
        public List<Template> templates() {
            return List.of(kubeconfig, context, namespace);
        }
    }

    /**
     * A PostgreSQL server.
     *
     * @param sslmode one of libpq's names
     * @param rootCertificate a path; resolves to empty for libpq's default
     */
    record Database(
            Template host, Template port, Template user, Template password, Template sslmode, Template rootCertificate)
            implements Target {
        @Override
        public List<Template> templates() {
            return List.of(host, port, user, password, sslmode, rootCertificate);
        }
    }

    /**
     * A bucket of an object store. Endpoint, region, access key and secret key resolve to empty for the SDK's own
     * default chain.
     */
    record Bucket(Template name, Template endpoint, Template region, Template accessKey, Template secretKey)
            implements Target {
        @Override
        public List<Template> templates() {
            return List.of(name, endpoint, region, accessKey, secretKey);
        }
    }

    /**
     * The folder of a backup that is there. The one that a restore reads is called {@code backup}.
     *
     * @param folder its path
     */
    record Backup(Template folder) implements Target {
        @Override
        public List<Template> templates() {
            return List.of(folder);
        }
    }

    /**
     * The {@code pachctl} program.
     *
     * @param program a name on the path or a path
     * @param context the pachctl context to use; resolves to empty for the active one
     * @param config the path of its configuration; resolves to empty for its own default
     */
    record Pachctl(Template program, Template context, Template config) implements Target {
        @Override
        public List<Template> templates() {
            return List.of(program, context, config);
        }
    }

    /**
     * An AtlasDB: its program, its configuration, and its store. A store in PostgreSQL is on the server that the target
     * {@code database} names.
     *
     * @param program the command line tool {@code atlasdb}, a name on the path or a path
     * @param config its configuration
     * @param root the path to the AtlasDB block in the configuration, with a leading slash
     * @param version the version of AtlasDB, such as {@code 0.309.0}
     * @param store {@code postgresql}, {@code cassandra}, {@code rocksdb} or {@code other}
     * @param service the base URL of the product that serves it
     * @param database the store's database; resolves to empty for another store
     * @param keyspace Cassandra's keyspace; resolves to empty for another store
     * @param path RocksDB's directory; resolves to empty for another store
     * @param ssh the program that leads to Cassandra's nodes
     */
    record Atlas(
            Template program,
            Template config,
            Template root,
            Template version,
            Template store,
            Template service,
            Template database,
            Template keyspace,
            Template path,
            Template ssh)
            implements Target {
        @Override
        public List<Template> templates() {
            return List.of(program, config, root, version, store, service, database, keyspace, path, ssh);
        }
    }
}
