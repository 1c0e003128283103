package lifeboat;

/** The exit codes that other people's scripts lean on ({@code CONTRACT.md}, "Exit codes"). */
final class ExitCodes {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNFINISHED = 3;
    static final int REFUSED = 4;
    static final int NOTHING_TO_RESUME = 5;

    private ExitCodes() {}
}
