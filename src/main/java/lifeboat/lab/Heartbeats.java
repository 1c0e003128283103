package lifeboat.lab;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.EnterpriseFixture;

/**
 * The clusters that are registered with the lab's enterprise server: each reports to it while one of its pods is ready, and is heard
 * only if it is registered. An hour of theirs is some seconds here. They find the server wherever it is installed.
 */
final class Heartbeats implements AutoCloseable {
    /** The server itself and the three that log in through it, in the order in which they report. */
    static final List<String> CLUSTERS = List.of("localhost", "production", "research", "staging");

    private static final Logger LOG = Logger.getLogger(Heartbeats.class.getName());
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration USUAL = Duration.ofMillis(700);
    /** How many looks an hour of theirs is. */
    private static final int HOUR = 20;

    private static final String REPORT = "UPDATE license.clusters SET last_heartbeat = now() WHERE id = ?";

    private final List<ApiServer> places;
    private final LabPachd pachd;
    private final ScheduledExecutorService clock;
    // Used on the clock's thread only. One connection as long as the server is up, as the real one has; the lab would
    // otherwise
    // take its own heartbeats for somebody who still uses it.
    private Optional<Connection> connection = Optional.empty();
    private Map<String, String> server = Map.of();
    private int looks;

    /**
     * Begins at once.
     *
     * @param places where a server may be; where two are, the clusters have been pointed to the first of these
     * @param pace as for pods
     */
    Heartbeats(List<ApiServer> places, LabPachd pachd, double pace) {
        this.places = List.copyOf(places);
        this.pachd = pachd;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "lab-heartbeats");
            thread.setDaemon(true);
            return thread;
        });
        long every = Math.max(SHORTEST.toMillis(), Math.round(USUAL.toMillis() * pace));
        clock.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Optional<Map<String, String>> up = places.stream()
                    .map(EnterpriseFixture::answering)
                    .flatMap(Optional::stream)
                    .findFirst();
            if (up.isEmpty() || !up.get().equals(server)) {
                hangUp();
            }
            if (up.isPresent()) {
                server = up.get();
                report();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a heartbeat was not heard", e);
            hangUp();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the lab's clusters cannot report", e);
        }
    }

    /** One cluster after the other, and then none until the hour is over. */
    private void report() throws SQLException {
        if (connection.isEmpty()) {
            connection = Optional.of(pachd.connect(server, server.getOrDefault("POSTGRES_DATABASE", "")));
            looks = 0;
        }
        int turn = looks++ % HOUR;
        if (turn < CLUSTERS.size()) {
            try (PreparedStatement report = connection.get().prepareStatement(REPORT)) {
                report.setString(1, CLUSTERS.get(turn));
                report.executeUpdate();
            }
        }
    }

    private void hangUp() {
        server = Map.of();
        Optional<Connection> ended = connection;
        connection = Optional.empty();
        try {
            if (ended.isPresent()) {
                ended.get().close();
            }
        } catch (SQLException e) {
            LOG.log(Level.FINE, "a connection did not close cleanly", e);
        }
    }

    @Override
    public void close() {
        clock.execute(this::hangUp);
        clock.shutdown();
        try {
            clock.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
