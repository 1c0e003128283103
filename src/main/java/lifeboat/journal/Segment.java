package lifeboat.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lifeboat.journal.json.MalformedJsonException;

/**
 * One file of a journal, cut into lines.
 *
 * @param name its name in the run's folder
 */
record Segment(String name, byte[] bytes, List<Piece> pieces) {
    /**
     * What stands between two newlines.
     *
     * @param offset where it begins
     * @param line the record, if it is one and ends in a newline
     * @param complaint why it is not a record, or empty
     */
    record Piece(long offset, Optional<Line> line, String complaint) {}

    static Segment of(String name, byte[] bytes) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                pieces.add(piece(start, Arrays.copyOfRange(bytes, start, i)));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            pieces.add(new Piece(start, Optional.empty(), "the line has no end"));
        }
        return new Segment(name, bytes, List.copyOf(pieces));
    }

    private static Piece piece(int offset, byte[] bytes) {
        try {
            return new Piece(offset, Optional.of(Line.read(bytes)), "");
        } catch (MalformedJsonException e) {
            return new Piece(offset, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** The bytes from that offset on. */
    byte[] from(long offset) {
        return Arrays.copyOfRange(bytes, (int) offset, bytes.length);
    }
}
