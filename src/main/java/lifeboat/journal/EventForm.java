package lifeboat.journal;

import java.util.Map;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.run.RunEvent;

/**
 * How one kind of event stands in a record.
 *
 * @param action the name in {@code event.action}
 * @param category a name of ECS for {@code event.category}
 * @param data what stands in {@code lifeboat.data}
 * @param reader makes the event of a record again
 */
record EventForm<E extends RunEvent>(
        String action, Class<E> type, String category, DataWriter<E> data, EventReader<E> reader) {

    /** What stands in {@code lifeboat.data} beside the step and the attempt, which have places of their own. */
    interface DataWriter<E> {
        Map<String, Object> write(E event);
    }

    /** Makes an event of a record. */
    interface EventReader<E> {
        E read(Parts parts) throws MalformedJsonException;
    }

    /**
     * The parts of a record that make an event.
     *
     * @param own the record's {@code lifeboat} object
     * @param data its {@code data}, in full
     */
    record Parts(JsonObject own, JsonObject data) {}

    Map<String, Object> dataOf(RunEvent event) {
        return data.write(type.cast(event));
    }
}
