package lifeboat.perform;

import java.nio.file.Path;
import java.time.Duration;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ClassicRules;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.PachydermVersion;

/** A Pachyderm of 1.x as a call sees it. */
final class ClassicPlace {
    private static final Duration QUICK = Duration.ofSeconds(10);

    private ClassicPlace() {}

    static ClassicPachctl pachctl(Call<?> call, String target) throws PerformException {
        Path scratch = call.world().surroundings().runFolder().resolve("lists");
        return new ClassicPachctl(call.world().pachctl(call.run(), target), scratch);
    }

    /** What the version of pachd does and does not do; it must answer, and be one of 1.9 to 1.13. */
    static ClassicRules rules(Call<?> call, String target) throws PerformException, InterruptedException {
        Pachctl pachctl = call.world().pachctl(call.run(), target);
        try {
            Pachctl.Versions versions = pachctl.versions(QUICK);
            PachydermVersion version = versions.server()
                    .orElseThrow(() -> new PerformException(
                            "pachd does not answer " + target + ": " + versions.trouble(),
                            "Check the address of the context, the firewall, and whether pachd runs."));
            ClassicRules rules = new ClassicRules(version);
            if (rules.refusal().isPresent()) {
                throw new PerformException(rules.refusal().get(), "Use the runbook `pachyderm-backup` for 2.x.");
            }
            return rules;
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }
}
