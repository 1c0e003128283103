package lifeboat.run;

import java.time.Instant;

/**
 * An event with its place in the journal.
 *
 * @param sequence from 1
 * @param at wall-clock time, microseconds
 */
public record Recorded(long sequence, Instant at, RunEvent event) {}
