package lifeboat.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a step can do about the way on which clients reach a server; the part of the dictionary that {@link RouteAction} is. */
public sealed interface RouteTask {
    /** One handler for each task; implementing it is how a room proves that it handles all of them. */
    interface Cases<R> {
        R switchPorts(SwitchPorts task);

        R updateContext(UpdateContext task);
    }

    <R> R accept(Cases<R> cases);

    /** Every template in it. */
    List<Template> templates();

    /** The targets that it names. */
    Set<String> targets();

    /**
     * Moves node ports of a service, so that those who know only the old numbers are refused.
     *
     * @param service its name
     * @param ports each {@code FROM:TO}, or several of them with commas between them, or empty
     * @param back whether they go the other way, each from {@code TO} to {@code FROM}
     * @param save the name of the file in the backup's {@code kubernetes} folder that keeps the service as it was
     * @param target the key of the {@link Target.Pachctl} with which the old and the new port are asked; empty for none
     */
    record SwitchPorts(Template service, List<Template> ports, boolean back, Template save, Optional<String> target)
            implements RouteTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.switchPorts(this);
        }

        @Override
        public List<Template> templates() {
            List<Template> all = new ArrayList<>(ports);
            all.add(service);
            all.add(save);
            return List.copyOf(all);
        }

        @Override
        public Set<String> targets() {
            return target.map(Set::of).orElse(Set.of());
        }
    }

    /**
     * Gives a context of {@code pachctl} another address.
     *
     * @param context its name; resolves to empty for the active one
     * @param address where it leads to; resolves to empty to keep the host and change the port
     * @param port the port, when the address is empty
     */
    record UpdateContext(String target, Template context, Template address, Template port) implements RouteTask {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.updateContext(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(context, address, port);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }
}
