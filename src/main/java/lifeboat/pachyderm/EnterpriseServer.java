package lifeboat.pachyderm;

import java.util.List;
import java.util.Optional;
import lifeboat.process.Captured;

/**
 * A standalone enterprise server, asked through the enterprise context of a {@code pachctl}. It cannot be paused: the command
 * answers that the instance is not in a pausable mode.
 */
public final class EnterpriseServer {
    private static final String STATE = "Pachyderm Enterprise token state:";
    private static final String EXPIRATION = "Expiration:";
    private static final String NO_TOKEN = "No Pachyderm Enterprise token was found";
    /** The variable that beats the enterprise context of the configuration. */
    public static final String OVERRIDE = "PACH_ENTERPRISE_CONTEXT";

    /**
     * What it says of its licence.
     *
     * @param state {@code NONE}, {@code ACTIVE}, {@code EXPIRED} or {@code HEARTBEAT_FAILED}
     * @param expiration when it ends, in pachctl's words; empty text without one
     */
    public record LicenceState(String state, String expiration) {
        /** Whether it is in force. */
        public boolean isActive() {
            return state.equals("ACTIVE");
        }
    }

    private final Pachctl pachctl;

    EnterpriseServer(Pachctl pachctl) {
        this.pachctl = pachctl;
    }

    /** Every registered cluster, the server itself among them; 2.0 to 2.11. */
    public List<RegisteredCluster> clusters() throws PachctlException, InterruptedException {
        Captured said = pachctl.ask(pachctl.lines().registeredClusters());
        try {
            return Registrations.read(said.out());
        } catch (Registrations.Unreadable e) {
            throw new PachctlException(
                    PachctlException.Kind.UNREADABLE, "pachctl license list-clusters: " + e.getMessage(), e);
        }
    }

    /** The state of its licence. */
    public LicenceState licence() throws PachctlException, InterruptedException {
        Captured said = pachctl.ask(pachctl.lines().licenceState());
        if (said.out().stream().anyMatch(line -> line.strip().startsWith(NO_TOKEN))) {
            return new LicenceState("NONE", "");
        }
        String state = after(said, STATE).orElseThrow(() -> Answers.unreadable("pachctl enterprise get-state", said));
        return new LicenceState(state, after(said, EXPIRATION).orElse(""));
    }

    private static Optional<String> after(Captured said, String label) {
        return said.out().stream()
                .map(String::strip)
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip())
                .findFirst();
    }

    /** The argument list that makes a context the enterprise context, for showing. It has no flags in any version. */
    public List<String> setContextCommand(String name) {
        return List.of(pachctl.program(), "config", "set", "active-enterprise-context", name);
    }

    /** Makes a context the enterprise context. What {@link #OVERRIDE} names still wins. */
    public void setContext(String name) throws PachctlException, InterruptedException {
        if (name.isEmpty() || name.startsWith("-")) {
            throw new PachctlException(PachctlException.Kind.WRONG_TARGET, "'" + name + "' is not a name of a context");
        }
        pachctl.ask("config", "set", "active-enterprise-context", name);
    }
}
