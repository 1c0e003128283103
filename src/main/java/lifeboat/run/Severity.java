package lifeboat.run;

/** What a check found. */
public enum Severity {
    PASS,
    /** It holds, but the operator should know something. */
    WARN,
    FAIL
}
