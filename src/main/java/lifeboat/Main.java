package lifeboat;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs one command; see {@code lifeboat --help}. */
    public static void main(String[] args) {
        System.out.println("lifeboat");
    }
}
