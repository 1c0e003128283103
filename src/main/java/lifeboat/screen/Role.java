package lifeboat.screen;

/** What a cell is there for; a {@link Theme} says how it looks. The lower-case name is its name in a theme. */
public enum Role {
    /** Ordinary text. */
    PLAIN,
    /** What heads a pane or a popup. */
    TITLE,
    /** What is there for completeness. */
    MUTED,
    /** Done, ready, intact. */
    OK,
    /** Worth a look before going on; an open hold. */
    WARNING,
    /** Failed, destroys, lost. */
    DANGER,
    /** Where the procedure is now. */
    NOW,
    /** The line that the arrows are on. */
    SELECTED,
    /** The name of a key. */
    KEY,
    /** Lines between panes, boxes. */
    BORDER,
    /** The frame of the pane that has the keys. */
    FOCUS,
    /** A value as it will be. */
    ADDED,
    /** A value as it is and will no longer be. */
    REMOVED,
    /** A field to type into. */
    INPUT,
    /** What a search found. */
    MATCH,
    /** The header: cluster, namespace, who. */
    HEADER,
    /** REHEARSAL. */
    REHEARSAL,
    /** The footer's text between the keys. */
    FOOTER
}
