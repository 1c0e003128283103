package lifeboat.lab.pachctl;

/**
 * What a command of the stand-in leaves.
 *
 * @param out standard output
 * @param err standard error
 * @param succeeded whether the exit code is 0; it is 1 otherwise, as with the real program
 */
record Reply(String out, String err, boolean succeeded) {
    static Reply ok(String out) {
        return new Reply(out, "", true);
    }

    /** The real program's way to say an error. */
    static Reply error(String message) {
        return new Reply("", message + "\n", false);
    }

    /** The same, with a line on standard error before it. */
    Reply noting(String note) {
        return new Reply(out, note + "\n" + err, succeeded);
    }

    /** The same, with a line on standard output before it. */
    Reply saying(String line) {
        return new Reply(line + "\n" + out, err, succeeded);
    }
}
