package lifeboat.lab.kube;

import java.time.Duration;

/** How long things take: by seed, stretched or squeezed by a factor that can change. */
final class Pace {
    private final Seeded seeded;
    private volatile double factor;

    Pace(Seeded seeded, double factor) {
        this.seeded = seeded;
        this.factor = factor;
    }

    double factor() {
        return factor;
    }

    void factor(double other) {
        factor = other;
    }

    Duration of(String what, int leastMillis, int mostMillis) {
        return Duration.ofMillis(Math.round(seeded.millis(what, leastMillis, mostMillis) * factor));
    }
}
