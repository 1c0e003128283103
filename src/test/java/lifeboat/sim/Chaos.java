package lifeboat.sim;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lifeboat.journal.SimStore;

/** What goes wrong, and when: as the dice fall, until it is told to be calm. */
final class Chaos {
    /** How an attempt goes wrong. */
    enum Trouble {
        NONE,
        BEFORE,
        HALF,
        ANSWER_LOST,
        ERROR_BEFORE,
        ERROR_AFTER
    }

    /** What happens to the process and to the world; each is counted. */
    enum Blow {
        KILL,
        POWER_LOSS,
        POWER_LOSS_AT_FORCE,
        POWER_LOSS_AT_WRITE,
        FORCE_FAILS,
        DISK_FULL,
        ROOM_AGAIN,
        CLOCK_JUMP,
        TARGET_MOVED,
        DEPOSED,
        SCALED_BY_ANOTHER
    }

    private static final List<Blow> BLOWS = List.of(
            Blow.KILL,
            Blow.KILL,
            Blow.POWER_LOSS,
            Blow.POWER_LOSS_AT_FORCE,
            Blow.POWER_LOSS_AT_FORCE,
            Blow.POWER_LOSS_AT_WRITE,
            Blow.FORCE_FAILS,
            Blow.DISK_FULL,
            Blow.ROOM_AGAIN,
            Blow.CLOCK_JUMP,
            Blow.TARGET_MOVED,
            Blow.TARGET_MOVED,
            Blow.DEPOSED,
            Blow.SCALED_BY_ANOTHER);

    private final Random dice;
    private final Simulation simulation;
    private final int every;
    private final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);
    private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);

    Chaos(Random dice, Simulation simulation) {
        this.dice = dice;
        this.simulation = simulation;
        this.every = 8 + dice.nextInt(40);
    }

    Map<Blow, Integer> blows() {
        return blows;
    }

    Map<Trouble, Integer> troubles() {
        return troubles;
    }

    /** Other threads have their turn, and the process may be killed meanwhile. */
    void interlude() {
        stopIfGone();
        for (int turns = dice.nextInt(4) - 1; turns > 0; turns--) {
            simulation.step();
            stopIfGone();
        }
    }

    void stopIfGone() {
        simulation.stopIfGone();
    }

    /** Before and after each effect. */
    void atEffect() {
        simulation.atEffect();
    }

    Trouble trouble() {
        if (simulation.isCalm() || dice.nextInt(3) > 0) {
            return Trouble.NONE;
        }
        Trouble trouble = Trouble.values()[dice.nextInt(Trouble.values().length)];
        troubles.merge(trouble, 1, Integer::sum);
        simulation.note(() -> "  trouble: " + trouble);
        return trouble;
    }

    Error error() {
        return dice.nextBoolean() ? new OutOfMemoryError("simulated") : new StackOverflowError("simulated");
    }

    boolean checkFails() {
        return !simulation.isCalm() && dice.nextInt(8) == 0;
    }

    boolean unreachable() {
        return !simulation.isCalm() && dice.nextInt(8) == 0;
    }

    /** Strikes now and then. */
    void strike(SimStore store, ModelWorld world, SimClock clock) {
        if (dice.nextInt(every) > 0) {
            return;
        }
        Blow blow = BLOWS.get(dice.nextInt(BLOWS.size()));
        blows.merge(blow, 1, Integer::sum);
        simulation.note(() -> "  blow: " + blow);
        switch (blow) {
            case KILL -> simulation.kill(false);
            case POWER_LOSS -> simulation.kill(true);
            case POWER_LOSS_AT_FORCE -> store.losePowerAtForceIn(dice.nextInt(4));
            case POWER_LOSS_AT_WRITE -> store.losePowerAtWriteIn(dice.nextInt(4));
            case FORCE_FAILS -> store.failForceIn(dice.nextInt(4));
            case DISK_FULL -> store.fillUp(dice.nextInt(1500));
            case ROOM_AGAIN -> store.makeRoom();
            case CLOCK_JUMP -> clock.jump(Duration.ofMinutes(dice.nextBoolean() ? 60 : -60));
            case TARGET_MOVED -> world.moved = !world.moved;
            case DEPOSED -> world.fence++;
            case SCALED_BY_ANOTHER -> {
                for (ModelWorld.Deployment deployment : world.deployments.values()) {
                    if (dice.nextBoolean()) {
                        deployment.replicas = dice.nextInt(4);
                        deployment.mark = "";
                        deployment.foreign = true;
                    }
                }
            }
        }
    }
}
