package lifeboat.runbook;

/** What a step does to the world; decides how strong its confirmation is ({@code CONTRACT.md}, "Confirming"). */
public enum Effect {
    /** Changes nothing that an operator would have to undo: announced, goes by itself. */
    READ,
    /** Changes the world: preview, then a yes. */
    MUTATE,
    /** Destroys something: preview, then the name of what is destroyed, typed. */
    DESTROY
}
