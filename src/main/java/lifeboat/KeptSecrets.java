package lifeboat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.journal.JournalException;
import lifeboat.journal.SecretDigest;
import lifeboat.run.Run;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Runbook;

/**
 * The secrets that a run needs again before it can go on; the journal keeps only what they are compared with.
 *
 * @param given those that are known now
 * @param missing the names of those that have to be typed
 * @param refused those of them that were typed and are not what the run began with
 */
record KeptSecrets(Map<String, Given> given, List<String> missing, List<String> refused) {

    /** From what is known already, from what was typed, and from the environment. */
    static KeptSecrets of(Wiring wiring, Runbook book, Run before, Map<String, Given> known, Map<String, String> typed)
            throws Complaint {
        Map<String, Given> given = new LinkedHashMap<>(known);
        List<String> missing = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Parameter parameter : book.parameters()) {
            String name = parameter.name();
            String kept = before.parameters().getOrDefault(name, "");
            if (!parameter.isSecret() || given.containsKey(name)) {
                continue;
            }
            Optional<String> environment = parameter.environment().flatMap(wiring.machine()::variable);
            if (kept.isEmpty()) {
                given.put(name, new Given("", "default"));
            } else if (typed.containsKey(name)
                    && digest(wiring).of(typed.get(name)).equals(kept)) {
                given.put(name, new Given(typed.get(name), "operator"));
            } else if (environment.isPresent() && !typed.containsKey(name)) {
                given.put(name, new Given(environment.get(), "environment"));
            } else {
                missing.add(name);
                if (typed.containsKey(name)) {
                    refused.add(name);
                }
            }
        }
        return new KeptSecrets(given, List.copyOf(missing), List.copyOf(refused));
    }

    private static SecretDigest digest(Wiring wiring) throws Complaint {
        try {
            return wiring.state().secretDigest();
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }
}
