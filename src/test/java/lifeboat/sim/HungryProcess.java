package lifeboat.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import lifeboat.perform.Wish;
import lifeboat.run.Run;

/** A process that sails a {@link Crossing} with little memory, and eats all of it in the first effect: {@code DIRECTORY}. */
final class HungryProcess {
    /** How it ends when it was left as it should be. */
    static final int LEFT = 87;

    private HungryProcess() {}

    public static void main(String[] arguments) throws Exception {
        AtomicBoolean ate = new AtomicBoolean();
        Crossing crossing = new Crossing(Path.of(arguments[0]), where -> {
            if (where.startsWith("before the effect") && ate.compareAndSet(false, true)) {
                eat();
            }
        });
        Run run =
                crossing.atFailure(step -> new Wish.Leave("look at the memory")).sail();
        System.exit(run.phase() == Run.Phase.LEFT ? LEFT : 0);
    }

    private static void eat() {
        List<byte[]> eaten = new ArrayList<>();
        while (eaten.size() < Integer.MAX_VALUE) {
            eaten.add(new byte[1 << 20]);
        }
    }
}
