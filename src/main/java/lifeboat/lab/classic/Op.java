package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * One operation of an extract. In the stream it is a protobuf message behind its length in eight bytes, little end first:
 * a field for the version line, in it a field for the kind with the body as JSON, and a field for the bytes of an object.
 *
 * @param minor the line that wrote it: 9 for 1.9
 * @param data what an object holds; empty for the other kinds
 */
record Op(int minor, Kind kind, JsonNode body, byte[] data) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DATA = 15;

    /** In the order in which they are extracted. */
    enum Kind {
        TOKEN,
        OBJECT,
        REPO,
        COMMIT,
        BRANCH,
        PIPELINE,
        JOB,
        ENTERPRISE,
        AUTH
    }

    static Op of(int minor, Kind kind, JsonNode body) {
        return new Op(minor, kind, body, new byte[0]);
    }

    void write(OutputStream out) throws IOException {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        field(inner, kind.ordinal() + 1, JSON.writeValueAsBytes(body));
        if (data.length > 0) {
            field(inner, DATA, data);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        field(message, minor - 5, inner.toByteArray());
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(message.size())
                .array());
        message.writeTo(out);
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        varint(out, number << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left > 0x7f) {
            out.write(left & 0x7f | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    /** The next operation of a stream; nothing at its end, which a stream that was cut between two has as well. */
    static Optional<Op> read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(8);
        if (head.length == 0) {
            return Optional.empty();
        }
        if (head.length < 8) {
            throw new IOException("unexpected EOF");
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > 1 << 28) {
            throw new IOException("proto: illegal length " + length);
        }
        byte[] message = in.readNBytes((int) length);
        if (message.length < length) {
            throw new IOException("unexpected EOF");
        }
        ByteArrayInputStream outer = new ByteArrayInputStream(message);
        int minor = number(outer) + 5;
        ByteArrayInputStream inner = new ByteArrayInputStream(value(outer));
        int kind = number(inner) - 1;
        JsonNode body = JSON.readTree(value(inner));
        byte[] data = new byte[0];
        if (inner.available() > 0 && number(inner) == DATA) {
            data = value(inner);
        }
        if (kind < 0 || kind >= Kind.values().length) {
            throw new IOException("proto: unknown field " + kind);
        }
        return Optional.of(new Op(minor, Kind.values()[kind], body, data));
    }

    private static int number(InputStream in) throws IOException {
        return varint(in) >>> 3;
    }

    private static byte[] value(InputStream in) throws IOException {
        int length = varint(in);
        byte[] value = in.readNBytes(length);
        if (value.length < length) {
            throw new IOException("unexpected EOF");
        }
        return value;
    }

    private static int varint(InputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("unexpected EOF");
            }
            value |= (read & 0x7f) << shift;
            if (read < 0x80) {
                return value;
            }
        }
        throw new IOException("proto: a number is too long");
    }

    /** As a line between the lab and the stand-in, which the real ones have gRPC for. */
    String line() {
        ObjectNode line = JSON.createObjectNode().put("minor", minor).put("kind", kind.name());
        line.set("body", body);
        if (data.length > 0) {
            line.put("data", Base64.getEncoder().encodeToString(data));
        }
        return line.toString();
    }

    static Op ofLine(String line) throws IOException {
        JsonNode json = JSON.readTree(line);
        return new Op(
                json.path("minor").asInt(),
                Kind.valueOf(json.path("kind").asText()),
                json.path("body"),
                Base64.getDecoder().decode(json.path("data").asText("").getBytes(StandardCharsets.US_ASCII)));
    }
}
