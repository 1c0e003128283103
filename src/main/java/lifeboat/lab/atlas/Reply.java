package lifeboat.lab.atlas;

/**
 * What a command of the stand-in leaves.
 *
 * @param succeeded whether the exit code is 0; it is 1 otherwise, as with the real program
 */
record Reply(String out, String err, boolean succeeded) {
    static Reply ok(String out) {
        return new Reply(out + "\n", "", true);
    }

    static Reply error(String message) {
        return new Reply("", message + "\n", false);
    }

    /** The same, with a line on standard error before it. */
    Reply noting(String line) {
        return new Reply(out, line + "\n" + err, succeeded);
    }
}
