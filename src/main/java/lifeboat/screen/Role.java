package lifeboat.screen;

/** What a cell is there for; a {@link Theme} says how it looks. The lower-case name is its name in a theme. */
public enum Role {
    PLAIN("ordinary text"),
    TITLE("what heads a pane or a popup"),
    MUTED("what is there for completeness"),
    OK("done, ready, intact"),
    WARNING("worth a look before going on; an open hold"),
    DANGER("failed, destroys, lost"),
    NOW("where the procedure is now"),
    SELECTED("the line that the arrows are on"),
    KEY("the name of a key"),
    BORDER("lines between panes, boxes"),
    FOCUS("the frame of the pane that has the keys"),
    ADDED("a value as it will be"),
    REMOVED("a value as it is and will no longer be"),
    INPUT("a field to type into"),
    MATCH("what a search found"),
    HEADER("the header: cluster, namespace, who"),
    REHEARSAL("REHEARSAL"),
    FOOTER("the footer's text between the keys");

    private final String meaning;

    Role(String meaning) {
        this.meaning = meaning;
    }

    /** What it is for, without a full stop. */
    public String meaning() {
        return meaning;
    }
}
