package lifeboat.bucket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One object as a line of JSON, and back. */
final class InventoryLines {
    private static final JsonFactory JSON = new JsonFactory();

    private InventoryLines() {}

    /** Where the content of an object was put, beside its row. */
    record Kept(String file, String sha256) {}

    static byte[] write(ObjectRow row, Optional<Kept> kept) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(160);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("key", row.key());
            json.writeNumberField("size", row.size());
            json.writeStringField("etag", row.etag());
            json.writeStringField("lastModified", row.lastModified().toString());
            json.writeStringField("proof", row.plainEtag() ? "md5" : row.multipart() ? "parts" : "none");
            if (row.multipart()) {
                json.writeNumberField("parts", row.parts());
            }
            if (kept.isPresent()) {
                json.writeStringField("file", kept.get().file());
                json.writeStringField("sha256", kept.get().sha256());
            }
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** One line: the object, and where its content was put if it was downloaded. */
    record Line(ObjectRow row, Optional<Kept> kept) {}

    static ObjectRow read(String line) throws IOException {
        return readLine(line).row();
    }

    static Line readLine(String line) throws IOException {
        @Nullable String file = null;
        @Nullable String sha256 = null;
        @Nullable String key = null;
        @Nullable String etag = null;
        @Nullable Instant lastModified = null;
        long size = -1;
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("key")) {
                    key = json.getText();
                } else if (name.equals("etag")) {
                    etag = json.getText();
                } else if (name.equals("file")) {
                    file = json.getText();
                } else if (name.equals("sha256")) {
                    sha256 = json.getText();
                } else if (name.equals("size")) {
                    size = json.getLongValue();
                } else if (name.equals("lastModified")) {
                    lastModified = Instant.parse(json.getText());
                } else {
                    json.skipChildren();
                }
            }
            if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
                throw new IOException("the line does not end with its object");
            }
        } catch (DateTimeException e) {
            throw new IOException("its time cannot be read", e);
        }
        if (key == null || etag == null || lastModified == null || size < 0) {
            throw new IOException("key, size, etag or lastModified is missing");
        }
        Optional<Kept> kept = file == null || sha256 == null ? Optional.empty() : Optional.of(new Kept(file, sha256));
        return new Line(new ObjectRow(key, size, etag, lastModified), kept);
    }
}
