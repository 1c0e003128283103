package lifeboat.fuzz;

import lifeboat.runbook.FragmentFile;
import lifeboat.runbook.Problem;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;

/** Any bytes as a runbook, or as a fragment of one: read, or refused with a place. */
public final class YamlFuzz {
    private YamlFuzz() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            if (FragmentFile.isOne(bytes)) {
                FragmentFile.check("fuzz.yaml", bytes);
            } else {
                RunbookLoader.load("fuzz.yaml", bytes);
            }
        } catch (RunbookException refused) {
            for (Problem problem : refused.problems()) {
                if (problem.line() < 1
                        || problem.column() < 1
                        || problem.message().isBlank()) {
                    throw new IllegalStateException("a problem without a place: " + problem, refused);
                }
            }
        }
    }
}
