package lifeboat.journal;

import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/** What stands in {@code lifeboat.data} of a record, also when the line holds only a cut form of it. */
final class RecordData {
    private RecordData() {}

    static JsonObject inFull(JsonObject record, Artifacts artifacts) throws MalformedJsonException, JournalException {
        JsonObject own = record.object("lifeboat");
        if (own.has("cut")) {
            return JsonObject.of(
                    CanonicalJson.read(artifacts.read(own.object("cut").text("sha256"))));
        }
        return own.object("data");
    }
}
