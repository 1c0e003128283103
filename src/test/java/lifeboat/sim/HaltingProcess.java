package lifeboat.sim;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that sails a {@link Crossing} and is gone at one of its failpoints: {@code DIRECTORY NUMBER}. */
final class HaltingProcess {
    /** How it ends at its failpoint. */
    static final int HALTED = 86;

    private HaltingProcess() {}

    public static void main(String[] arguments) throws Exception {
        int last = Integer.parseInt(arguments[1]);
        AtomicInteger reached = new AtomicInteger();
        new Crossing(Path.of(arguments[0]), where -> {
                    if (reached.incrementAndGet() == last) {
                        Runtime.getRuntime().halt(HALTED);
                    }
                })
                .sail();
    }
}
