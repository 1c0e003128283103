package lifeboat.fault;

import java.time.Duration;

/**
 * What goes wrong with one connection through a {@link FaultProxy}.
 *
 * @param kind what happens
 * @param at after how many bytes of the server's, counted from 0; for {@link Kind#CUT} and {@link Kind#CORRUPT}
 * @param delay how long each piece of the server's answer is held back; for {@link Kind#SLOW}
 */
public record Trouble(Kind kind, long at, Duration delay) {
    /** What happens to a connection. */
    public enum Kind {
        /** Nothing. */
        NONE,
        /** It is reset as soon as it is there. */
        RESET,
        /** It is there, and nothing ever comes through it. */
        BLACK_HOLE,
        /** Answers come late. */
        SLOW,
        /** It ends in the middle of an answer, as if the server had closed it. */
        CUT,
        /** One byte of an answer arrives as another. */
        CORRUPT
    }

    /** Nothing goes wrong. */
    public static Trouble none() {
        return of(Kind.NONE, 0);
    }

    /** The connection is reset at once. */
    public static Trouble reset() {
        return of(Kind.RESET, 0);
    }

    /** Nothing comes through, in either direction. */
    public static Trouble blackHole() {
        return of(Kind.BLACK_HOLE, 0);
    }

    /** Each piece of an answer is held back so long. */
    public static Trouble slow(Duration delay) {
        return new Trouble(Kind.SLOW, 0, delay);
    }

    /** So many bytes of the server's come through, then the connection ends. */
    public static Trouble cutAfter(long bytes) {
        return of(Kind.CUT, bytes);
    }

    /** All bits of that byte of the server's are turned over. */
    public static Trouble corruptAt(long byteNumber) {
        return of(Kind.CORRUPT, byteNumber);
    }

    private static Trouble of(Kind kind, long at) {
        return new Trouble(kind, at, Duration.ZERO);
    }
}
