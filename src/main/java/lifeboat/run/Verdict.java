package lifeboat.run;

/** How a doubt was settled: whether the attempt that never ended took effect. */
public enum Verdict {
    /** It did all that it should: the step goes on to its checks. */
    TOOK_EFFECT,
    /** It did nothing, or nothing that matters: the step is done again. */
    DID_NOT,
    /** It did a part of it, or what it left is worthless: what it holds counts as open, and the step is done again. */
    PARTLY
}
