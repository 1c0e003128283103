package lifeboat;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import lifeboat.terminal.SafeText;

/**
 * Everything that comes from outside the program, gathered once by {@link Main}; a test makes its own.
 *
 * @param environment the environment variables
 * @param home the operator's home directory
 * @param user who runs it
 * @param host where
 * @param clock wall-clock time
 * @param out where answers go
 * @param err where complaints go
 * @param terminalIn whether standard input is a terminal
 * @param terminalOut whether standard output is one
 */
record Machine(
        Map<String, String> environment,
        Path home,
        String user,
        String host,
        InstantSource clock,
        PrintStream out,
        PrintStream err,
        boolean terminalIn,
        boolean terminalOut) {

    /** Where runs are kept: {@code $LIFEBOAT_STATE}, else under {@code $XDG_STATE_HOME}. */
    Path state() {
        return directory("LIFEBOAT_STATE", "XDG_STATE_HOME", ".local/state");
    }

    /** Where the operator's own runbooks and settings are: {@code $LIFEBOAT_CONFIG}, else under {@code $XDG_CONFIG_HOME}. */
    Path configuration() {
        return directory("LIFEBOAT_CONFIG", "XDG_CONFIG_HOME", ".config");
    }

    private Path directory(String own, String xdg, String usual) {
        Optional<Path> named = variable(own).map(Path::of);
        return named.orElseGet(() ->
                        variable(xdg).map(Path::of).orElse(home.resolve(usual)).resolve("lifeboat"))
                .toAbsolutePath()
                .normalize();
    }

    /** An environment variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The same, but with both answers and complaints going there. */
    Machine printingTo(PrintStream elsewhere) {
        return new Machine(environment, home, user, host, clock, elsewhere, elsewhere, terminalIn, terminalOut);
    }

    /** Prints an answer for people, a line or several; nothing in it can steer their terminal. */
    void say(String text) {
        print(out, text);
    }

    /** Prints a complaint in the same way. */
    void complain(String text) {
        print(err, text);
    }

    private static void print(PrintStream where, String text) {
        SafeText.lines(text).forEach(where::println);
    }

    /** {@code user@host}. */
    String who() {
        return user + "@" + host;
    }

    /** The machine that this process runs on. */
    static Machine here() {
        Map<String, String> environment = System.getenv();
        return new Machine(
                environment,
                Path.of(System.getProperty("user.home", "/")),
                System.getProperty("user.name", "unknown"),
                hostName(environment),
                InstantSource.system(),
                System.out,
                System.err,
                isTerminal(0),
                isTerminal(1));
    }

    /** A file descriptor that is a terminal is a link to one; {@code System.console} of newer JDKs says yes to a pipe too. */
    private static boolean isTerminal(int descriptor) {
        try {
            String target = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return System.console() != null;
        }
    }

    private static String hostName(Map<String, String> environment) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return environment.getOrDefault("HOSTNAME", "unknown");
        }
    }
}
