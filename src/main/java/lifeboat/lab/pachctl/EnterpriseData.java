package lifeboat.lab.pachctl;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** What the lab's enterprise server knows: it is in its database, and nowhere else. */
final class EnterpriseData {
    /** As Go prints a time: a fraction without the zeros at its end. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendLiteral(" +0000 UTC")
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private final PachData data;
    private final Release release;

    EnterpriseData(PachData data, Release release) {
        this.data = data;
        this.release = release;
    }

    /** {@code license list-clusters}: the order is the database's. */
    String clusters() throws IOException {
        StringBuilder text = new StringBuilder();
        data.rows(
                "SELECT id, address, version, auth_enabled, last_heartbeat FROM license.clusters",
                row -> text.append(cluster(row)));
        return text.toString();
    }

    private String cluster(ResultSet row) throws SQLException {
        return "id: " + row.getString(1) + "\naddress: " + row.getString(2) + "\nversion: " + row.getString(3)
                + "\nauth_enabled: " + row.getBoolean(4) + "\nlast_heartbeat: " + heartbeat(row.getTimestamp(5))
                + "\n---\n";
    }

    private String heartbeat(@Nullable Timestamp time) {
        if (time == null) {
            return "<nil>";
        }
        Instant heard = time.toInstant();
        return release.printsTimesOfProtobuf()
                ? "seconds:" + heard.getEpochSecond() + "  nanos:" + heard.getNano()
                : TIME.format(heard);
    }

    /** {@code enterprise get-state}. */
    String state() throws IOException {
        StringBuilder text = new StringBuilder();
        data.rows(
                "SELECT to_jsonb(c) ->> 'expires' FROM license.config c WHERE activation_code <> ''",
                row -> text.append("Pachyderm Enterprise token state: ACTIVE\nExpiration: ")
                        .append(row.getString(1))
                        .append('\n'));
        return text.isEmpty() ? "No Pachyderm Enterprise token was found\n" : text.toString();
    }
}
