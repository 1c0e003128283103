package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.PortSwitch;
import lifeboat.pachyderm.PachContext;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Severity;

/**
 * What is seen of a service right after its ports were moved: who is behind it, whether the new port answers, and whether the
 * old one does no more. Nothing of it undoes the move; what is not as it should be is a warning, and whoever reads it
 * decides.
 *
 * @param target the key of the pachctl to ask with
 */
record PortSight(Call<?> call, Optional<String> target, Performer.Listener listener) {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern ADDRESS = Pattern.compile("(.*):([0-9]{1,5})");

    void look(PortSwitch plan) throws PerformException, InterruptedException {
        endpoints(plan.service().name());
        if (target.isEmpty()) {
            return;
        }
        Pachctl pachctl = call.world().pachctl(call.run(), target.get());
        Optional<String> address;
        try {
            address = address(pachctl);
        } catch (PachctlException e) {
            listener.checked("reachable", Severity.WARN, "cannot be asked: " + Reasons.message(e));
            return;
        }
        Matcher parts = ADDRESS.matcher(address.orElse(""));
        if (!parts.matches()) {
            listener.checked("reachable", Severity.WARN, "the context of pachctl has no address to ask on");
            return;
        }
        int port = Integer.parseInt(parts.group(2));
        for (PortSwitch.Row row : plan.moving()) {
            int from = row.port().nodePort().orElseThrow();
            int to = row.after().orElseThrow();
            if (port == from || port == to) {
                asked(pachctl, parts.group(1), to, true);
                asked(pachctl, parts.group(1), from, false);
            }
        }
    }

    private void endpoints(String service) throws PerformException {
        try {
            listener.progress("looking who is behind service/" + service);
            List<String> ready = call.world().cluster(call.run()).endpoints(service);
            listener.checked(
                    "endpoints",
                    ready.isEmpty() ? Severity.WARN : Severity.PASS,
                    ready.isEmpty() ? "NO POD IS READY behind it" : String.join(", ", ready) + " ready");
        } catch (ClusterException e) {
            listener.checked("endpoints", Severity.WARN, "cannot be seen: " + Reasons.message(e));
        }
    }

    private static Optional<String> address(Pachctl pachctl) throws PachctlException, InterruptedException {
        Optional<String> name = pachctl.activeContext();
        return name.isEmpty() ? name : pachctl.context(name.get()).flatMap(PachContext::address);
    }

    private void asked(Pachctl pachctl, String host, int port, boolean expected)
            throws PerformException, InterruptedException {
        listener.progress("asking " + host + ":" + port);
        Performer.Checked seen = PachctlAnswers.at(pachctl, host + ":" + port, expected, PATIENCE, listener);
        listener.checked(
                ":" + port,
                seen.severity() == Severity.FAIL ? Severity.WARN : seen.severity(),
                seen.detail().replace(" on " + host + ":" + port, ""));
    }
}
