package lifeboat.perform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.process.Masker;
import lifeboat.process.Secret;
import lifeboat.runbook.Scope;

/** The secret parameters of a run, in clear; nowhere else. Safe for any thread. */
public final class Secrets {
    private volatile Map<String, Secret> values;
    private volatile Masker masker;

    /** These secrets, by parameter. */
    public Secrets(Map<String, Secret> values) {
        this.values = Map.copyOf(values);
        this.masker = Masker.of(values.values());
    }

    /** Another value for one of them; the old one is masked for ever all the same. */
    public synchronized void change(String parameter, Secret value) {
        Map<String, Secret> more = new LinkedHashMap<>(values);
        more.put(parameter, value);
        values = Map.copyOf(more);
        masker = masker.plus(value);
    }

    /** Masks all of them. */
    public Masker masker() {
        return masker;
    }

    /** Whether this parameter's secret is here. */
    public boolean knows(String parameter) {
        return values.containsKey(parameter);
    }

    /** The variables that are secrets, in clear. */
    Scope scope() {
        return variable -> Optional.ofNullable(values.get(variable)).map(secret -> List.of(secret.reveal()));
    }
}
