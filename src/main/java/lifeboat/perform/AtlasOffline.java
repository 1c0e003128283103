package lifeboat.perform;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.ServicePort;
import lifeboat.database.DatabaseException;
import lifeboat.database.JdbcAdministration;
import lifeboat.database.Postgres;

/** Whether anybody works with a store: the program's {@code --offline} does not look, and deletes what is being written. */
record AtlasOffline(Call<?> call, AtlasPlace place) {
    private static final Duration GLANCE = Duration.ofSeconds(5);
    private static final String HINT = "Stop every service that uses the store, on every machine, then try again.";

    /** Why the store is not left alone, one sentence each; none if nobody is seen there. */
    List<String> signs() throws PerformException {
        List<String> signs = new ArrayList<>();
        try {
            if (ServicePort.isOpen(place.service(), GLANCE)) {
                signs.add("something listens at " + place.service().getAuthority());
            }
            if (place.isPostgres()) {
                Postgres postgres = call.world().postgres(call.run(), AtlasPlace.SERVER);
                if (postgres.exists(place.database())) {
                    for (Postgres.Backend other : postgres.activity(place.database())) {
                        signs.add(words(other));
                    }
                }
            }
            return signs;
        } catch (AtlasException e) {
            throw Reasons.of(e);
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    private static String words(Postgres.Backend other) {
        return "somebody is connected to the database: " + (other.user().isEmpty() ? "unknown" : other.user())
                + (other.application().isEmpty() ? "" : " (" + other.application() + ")")
                + (other.clientAddress().isEmpty() ? "" : " from " + other.clientAddress());
    }

    /** Refuses to go on while anybody is seen. */
    void demand() throws PerformException {
        List<String> signs = signs();
        if (!signs.isEmpty()) {
            throw new PerformException("the store is not left alone: " + String.join("; ", signs), HINT);
        }
    }

    /**
     * Why the store is not empty, if it is not.
     *
     * @param nodes Cassandra's nodes, with commas between them; empty for those of the configuration
     */
    List<String> content(String nodes) throws PerformException, InterruptedException {
        if (place.isCassandra()) {
            return keyspaces(new AtlasNodes(call.world(), place), nodes);
        }
        if (place.isPostgres()) {
            try {
                Postgres postgres = call.world().postgres(call.run(), AtlasPlace.SERVER);
                boolean empty = !postgres.exists(place.database())
                        || new JdbcAdministration(
                                        call.world().databaseLocation(call.run(), AtlasPlace.SERVER),
                                        "lifeboat "
                                                + call.world().surroundings().runId())
                                .isEmpty(place.database());
                return empty ? List.of() : List.of("the database " + place.database() + " is not empty");
            } catch (DatabaseException e) {
                throw Reasons.of(e);
            }
        }
        if (place.isRocks()
                && place.path().isPresent()
                && Files.exists(place.path().get(), LinkOption.NOFOLLOW_LINKS)) {
            return content(place.path().get());
        }
        return List.of();
    }

    /** A keyspace that only some nodes know is one that is about to be, or was dropped while they were away. */
    private List<String> keyspaces(AtlasNodes nodes, String given) throws PerformException, InterruptedException {
        List<String> content = new ArrayList<>();
        for (String node : nodes.named(given)) {
            if (!nodes.isAbsent(node)) {
                content.add("the keyspace " + place.keyspace() + " exists on " + node);
            }
        }
        return content;
    }

    private static List<String> content(Path path) throws PerformException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            return children.iterator().hasNext() ? List.of("the directory " + path + " is not empty") : List.of();
        } catch (IOException e) {
            throw new PerformException(
                    "the directory " + path + " cannot be looked at: " + Reasons.message(e), "Check its mode.", e);
        }
    }
}
