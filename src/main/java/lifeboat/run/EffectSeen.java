package lifeboat.run;

/** What a failed or cancelled attempt did to the world, as far as could be seen. */
public enum EffectSeen {
    NONE,
    HAPPENED,
    UNKNOWN
}
