package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The process that works on a desk's run, after its terminal went. */
record Owner(Desk desk, ProcessHandle java, Instant hungUp) {
    /** Whoever was asked within so long after the hang-up may have begun before it was heard. */
    private static final long HEARD_MILLIS = 1_000;

    /** Hangs up the terminal that the program is on. */
    static Owner hangUp(Desk desk, Seat seat) throws InterruptedException {
        ProcessHandle java = seat.java();
        seat.close();
        return new Owner(desk, java, Instant.now());
    }

    /** Its work so far, in hundredths of a second. */
    long ticks() {
        try {
            String stat = Files.readString(Path.of("/proc/" + java.pid() + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end, and says whether it closed the run before it heard of the hang-up. */
    boolean finished() throws InterruptedException {
        Program.await("the end of the program", () -> !java.isAlive());
        return desk.journal().stream().map(Owner::action).anyMatch("run.closed"::equals);
    }

    /** Waits until it has parked the run: what was begun was ended, nothing was begun and nothing was confirmed. */
    void parks() throws InterruptedException {
        Program.await("the end of the program", () -> !java.isAlive());
        List<JsonNode> all = desk.journal().stream()
                .filter(record -> record.at("/process/pid").asLong() == java.pid())
                .toList();
        List<String> actions = all.stream().map(Owner::action).toList();
        int left = actions.lastIndexOf("run.left");
        assertThat(left).as(actions.toString()).isGreaterThan(actions.lastIndexOf("run.resumed"));
        assertThat(actions.subList(left + 1, actions.size())).isSubsetOf("lock.released", "sealed", "clock.jumped");
        assertThat(all.get(left).at("/lifeboat/data/reason").asText()).containsAnyOf("hang-up", "the terminal is gone");
        List<JsonNode> late = all.stream()
                .filter(record ->
                        Instant.parse(record.at("/@timestamp").asText()).isAfter(hungUp.plusMillis(HEARD_MILLIS)))
                .toList();
        assertThat(late).extracting(Owner::action).doesNotContain("action.begun", "step.confirmed");
        int begun = actions.lastIndexOf("action.begun");
        assertThat(actions.lastIndexOf("action.ended")).as(actions.toString()).isGreaterThanOrEqualTo(begun);
    }

    private static String action(JsonNode record) {
        return record.at("/event/action").asText();
    }
}
