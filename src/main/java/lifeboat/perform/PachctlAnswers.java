package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.run.Severity;

/** What pachctl answers, as the preflight and the last check want it. */
final class PachctlAnswers {
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration ENOUGH = Duration.ofMinutes(1);

    private PachctlAnswers() {}

    /**
     * What is known of pachctl.
     *
     * @param serverVersion empty when pachd did not answer
     * @param cannotPause why it cannot pause; nothing when it can
     */
    record Facts(
            boolean found, String serverVersion, Optional<String> cannotPause, List<String> warnings, String words) {}

    /** Asks pachd, or the enterprise server behind the enterprise context, which cannot be paused. */
    static Facts facts(Pachctl pachctl, boolean enterpriseServer) throws PerformException, InterruptedException {
        if (!pachctl.isThere()) {
            return new Facts(false, "", Optional.of("there is no pachctl on this machine"), List.of(), "");
        }
        List<String> warnings = new ArrayList<>();
        try {
            PachydermVersion client = pachctl.clientVersion();
            Pachctl.Versions versions = pachctl.versions(QUICK, enterpriseServer);
            String server = enterpriseServer ? "the enterprise server" : "pachd";
            if (versions.server().isEmpty()) {
                warnings.add(server + " does not answer pachctl: " + versions.trouble());
            }
            for (String name : pachctl.overrides()) {
                warnings.add(name + " is set and overrides pachctl's configuration");
            }
            PachydermVersion decisive = versions.server().orElse(client);
            if (!enterpriseServer) {
                decisive.pauseWarning().ifPresent(warnings::add);
            }
            String context = pachctl.activeContext().orElse("none");
            String enterprise = pachctl.enterpriseContext().orElse("none");
            String words = "pachctl " + client + ", " + server + " "
                    + versions.server().map(PachydermVersion::toString).orElse("(no answer)") + ", context " + context
                    + ", enterprise context " + enterprise;
            return new Facts(
                    true,
                    versions.server().map(PachydermVersion::toString).orElse(""),
                    enterpriseServer
                            ? Optional.of("an enterprise server is not in a pausable mode")
                            : decisive.cannotPause(),
                    warnings,
                    words);
        } catch (PachctlException e) {
            warnings.add(Reasons.message(e));
            return new Facts(true, "", Optional.of(Reasons.message(e)), warnings, "pachctl is there");
        }
    }

    /** Whether pachd, or the enterprise server, answers; waited for. */
    static Performer.Checked look(
            Pachctl pachctl, boolean enterpriseServer, Duration patience, Performer.Listener listener)
            throws PerformException, InterruptedException {
        if (!pachctl.isThere()) {
            return new Performer.Checked(Severity.WARN, "there is no pachctl to ask with");
        }
        String[] last = {""};
        Optional<String> answer = Patience.until(patience, EVERY, listener.cancelled(), () -> {
            try {
                Pachctl.Versions versions = pachctl.versions(QUICK, enterpriseServer);
                last[0] = versions.trouble();
                return versions.server().map(PachydermVersion::toString);
            } catch (PachctlException e) {
                throw Reasons.of(e);
            }
        });
        String server = enterpriseServer ? "the enterprise server" : "pachd";
        return answer.map(version -> Checks.pass(server + " " + version + " answers"))
                .orElseGet(() -> Checks.fail(server + " does not answer: " + last[0]));
    }

    /** Whether a server answers on an address, or nothing does any more; waited for. */
    static Performer.Checked at(
            Pachctl pachctl, String address, boolean expected, Duration patience, Performer.Listener listener)
            throws PerformException, InterruptedException {
        if (!pachctl.isThere()) {
            return new Performer.Checked(Severity.WARN, "there is no pachctl to ask with");
        }
        String[] last = {""};
        Duration longest = patience.compareTo(ENOUGH) < 0 ? patience : ENOUGH;
        Optional<String> so = Patience.until(longest, EVERY, listener.cancelled(), () -> {
            try {
                Pachctl.Versions versions = pachctl.versionsAt(address, QUICK);
                Optional<String> server = versions.server().map(PachydermVersion::toString);
                last[0] = server.map(version -> "pachd " + version + " answers on " + address)
                        .orElse("nothing answers on " + address);
                listener.progress(last[0]);
                return server.isPresent() == expected ? Optional.of(last[0]) : Optional.empty();
            } catch (PachctlException e) {
                throw Reasons.of(e);
            }
        });
        return so.map(Checks::pass)
                .orElseGet(() -> Checks.fail(
                        last[0] + (expected ? "; a firewall may be in between" : "; whoever knows it still gets in")));
    }
}
