package lifeboat.lab.kube;

import java.util.Map;
import java.util.Optional;

/** What the programs in the containers do when they start. */
@FunctionalInterface
public interface Containers {
    /** Every program starts and goes on running. */
    Containers ALL_RUN = start -> Optional.empty();

    /**
     * A program that is being started.
     *
     * @param image of its container, with the tag
     * @param environment every variable, those from secrets and config maps too
     * @param workers how many controllers of workers the namespace has
     */
    record Start(String namespace, String pod, String image, Map<String, String> environment, int workers) {
        /** Never shows the values. */
        @Override
        public String toString() {
            return "Start[" + namespace + "/" + pod + ", image=" + image + "]";
        }
    }

    /**
     * Starts one; asked on a thread on which it may take its time.
     *
     * @return what it said before it ended with 1; empty if it runs
     */
    Optional<String> start(Start start);
}
