package lifeboat.fault;

import java.util.concurrent.atomic.AtomicLong;

/** How often one test injected its fault, and how often that was survived; may be used from any thread. */
public final class Tally {
    private final AtomicLong injected = new AtomicLong();
    private final AtomicLong survived = new AtomicLong();

    Tally() {}

    /** One more was injected. */
    public void injected() {
        injected.incrementAndGet();
    }

    /** One more was survived: what was promised held. */
    public void survived() {
        survived.incrementAndGet();
    }

    /** So many were injected and survived, by something that counted them itself. */
    public void survived(long times) {
        injected.addAndGet(times);
        survived.addAndGet(times);
    }

    /** How often it was injected; a test that counted nothing injected its fault once. */
    long injections() {
        return Math.max(1, injected.get());
    }

    /** How often it was survived; a test that counted nothing survived its fault if it passed. */
    long survivals(boolean passed) {
        return injected.get() > 0 ? survived.get() : passed ? 1 : 0;
    }
}
