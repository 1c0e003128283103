package lifeboat.perform;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run happens on this machine; made by {@code Wiring}.
 *
 * @param version Lifeboat's version
 * @param runId the run
 * @param who {@code user@host}
 * @param environment our environment variables
 * @param home the operator's home directory
 * @param runFolder the run's folder in the state directory
 * @param clock wall-clock time
 * @param fence what a rehearsal may touch; nothing for the real thing
 */
public record Surroundings(
        String version,
        String runId,
        String who,
        Map<String, String> environment,
        Path home,
        Path runFolder,
        InstantSource clock,
        Optional<LabFence> fence) {

    /** What servers see of us in their logs. */
    String userAgent() {
        return "lifeboat/" + version + " run/" + runId;
    }

    /** Where output of programs is kept. */
    Path artifacts() {
        return runFolder.resolve("artifacts");
    }
}
