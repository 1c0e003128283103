package lifeboat.journal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lifeboat.journal.seal.Signer;

/**
 * How a journal is kept.
 *
 * @param clock the time in its records
 * @param signer who signs its seals; empty to leave them unsigned
 * @param sealEvery a seal is made when so many records stand after the last one
 * @param sealAfter and when the last one is that old and a record is written
 * @param watch tells when the clock jumped; empty if nobody looks
 * @param reserve so many bytes are kept on its disk for when that is full: for outcomes, and for what releases a hold
 */
public record Keeping(
        InstantSource clock,
        Optional<Signer> signer,
        int sealEvery,
        Duration sealAfter,
        Optional<ClockWatch> watch,
        int reserve) {
    private static final int RECORDS = 64;
    private static final Duration AGE = Duration.ofMinutes(5);
    private static final int RESERVE = 64 * 1024;

    /** Seals are made every 64 records, every five minutes and on request, and nobody signs them or watches the clock. */
    public static Keeping unsigned(InstantSource clock) {
        return new Keeping(clock, Optional.empty(), RECORDS, AGE, Optional.empty(), RESERVE);
    }

    /** The same, signed by that signer. */
    public Keeping signedBy(Signer who) {
        return new Keeping(clock, Optional.of(who), sealEvery, sealAfter, watch, reserve);
    }

    /** The same, with somebody who watches the clock. */
    public Keeping watchedBy(ClockWatch who) {
        return new Keeping(clock, signer, sealEvery, sealAfter, Optional.of(who), reserve);
    }
}
