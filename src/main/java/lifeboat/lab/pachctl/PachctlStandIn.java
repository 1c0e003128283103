package lifeboat.lab.pachctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import lifeboat.lab.program.Invocation;
import lifeboat.lab.program.Switchboard;

/**
 * Plays {@code pachctl} of the 2.x lines towards a lab: version, contexts, and pausing with real effects. The
 * environment's {@code PACH_CONTEXT} and {@code PACH_ENTERPRISE_CONTEXT} count; {@code PACH_CONFIG} and
 * {@code PACHD_ADDRESS} do not, since they would lead out of the lab.
 */
public final class PachctlStandIn {
    private static final String MODE = "rw-------";
    private static final String CONTEXT = "PACH_CONTEXT";
    private static final String ENTERPRISE_CONTEXT = "PACH_ENTERPRISE_CONTEXT";

    private PachctlStandIn() {}

    /**
     * Writes {@code bin/pachctl} and what it needs into a lab's directory. Its version is read from the file
     * {@code pachctl/version} at each start, and may be changed there.
     *
     * @param lab the lab's directory, which exists
     * @param switchboard where the program is played
     * @param version such as {@code 2.8.4} or {@code 2.12.0-rc.3}; pachd claims to be of the same
     * @param clock what time it is for pachd
     * @return the program
     */
    public static Path install(Path lab, Switchboard switchboard, PachctlWorld world, String version, Clock clock)
            throws IOException {
        Path home = PrivateFile.directory(lab.toAbsolutePath().resolve("pachctl"));
        PrivateFile.write(home.resolve("version"), version + "\n", MODE);
        PrivateFile.write(home.resolve("world.json"), world.json() + "\n", MODE);
        PrivateFile.write(home.resolve("config.json"), PachctlConfig.initial(world.namespace()) + "\n", MODE);
        Path bin = PrivateFile.directory(lab.toAbsolutePath().resolve("bin"));
        return switchboard.install(
                bin.resolve("pachctl"),
                "Pachyderm's pachctl",
                List.of(CONTEXT, ENTERPRISE_CONTEXT),
                List.of("config set"),
                invocation -> run(home, invocation, clock));
    }

    private static boolean run(Path home, Invocation invocation, Clock clock) throws IOException {
        PachctlConfig config = new PachctlConfig(
                home.resolve("config.json"), invocation.variable(CONTEXT), invocation.variable(ENTERPRISE_CONTEXT));
        Commands commands = new Commands(
                PachctlWorld.read(home.resolve("world.json")),
                config,
                new Release(Files.readString(home.resolve("version")).strip()),
                clock.instant());
        Reply reply = commands.run(invocation.arguments(), invocation.in());
        // Notes come before what a command says; an error comes after it.
        if (reply.succeeded()) {
            invocation.complain(reply.err());
            invocation.print(reply.out());
        } else {
            invocation.print(reply.out());
            invocation.complain(reply.err());
        }
        return reply.succeeded();
    }
}
