package lifeboat;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code; see {@code lifeboat --help}. */
    public static void main(String[] args) {
        // Netty's way around the heap makes newer JDKs print warnings onto the operator's screen.
        System.setProperty("io.netty.noUnsafe", "true");
        Machine machine = Machine.here();
        Logs.into(machine.state());
        int code = new Cli(new Wiring(machine)).execute(args);
        machine.out().flush();
        machine.err().flush();
        System.exit(code);
    }
}
