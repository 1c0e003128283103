package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.pachyderm.EnterpriseServer;
import lifeboat.pachyderm.PachContext;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.EnterpriseAction;
import lifeboat.runbook.EnterpriseTask;

/** Makes a context of {@code pachctl} the enterprise context. Its configuration is kept aside before. */
final class SetEnterpriseContextDoing implements Doing<EnterpriseAction> {
    private static final String NONE = "(none)";

    private final EnterpriseTask.SetContext task;

    SetEnterpriseContextDoing(EnterpriseTask.SetContext task) {
        this.task = task;
    }

    /**
     * What is there and what is wanted.
     *
     * @param before the enterprise context as pachctl resolves it, the environment included; empty if there is none
     * @param wanted empty to leave it
     */
    private record Now(Optional<String> before, Optional<String> wanted, Optional<PachContext> detail) {
        boolean isRight() {
            return wanted.isEmpty() || wanted.equals(before);
        }
    }

    private Now look(Call<EnterpriseAction> call, Pachctl pachctl) throws PerformException {
        try {
            Optional<String> before = pachctl.enterpriseContext();
            Optional<String> wanted = call.optional(task.context());
            List<String> known = pachctl.contexts();
            if (wanted.isEmpty() && before.isEmpty()) {
                throw new PerformException(
                        "pachctl has no enterprise context", "Name one of these: " + String.join(", ", known) + ".");
            }
            String name = wanted.or(() -> before).orElseThrow();
            if (!known.contains(name)) {
                throw new PerformException(
                        "pachctl has no context " + name,
                        "Name one of these: " + String.join(", ", known)
                                + "; or import it with `pachctl config import-kube " + name + " --enterprise`.");
            }
            Now now = new Now(before, wanted, pachctl.context(name));
            if (!now.isRight() && pachctl.overrides().contains(EnterpriseServer.OVERRIDE)) {
                throw new PerformException(
                        EnterpriseServer.OVERRIDE + " is " + before.orElse(NONE)
                                + " and beats whatever is set in the configuration",
                        "Leave Lifeboat, unset " + EnterpriseServer.OVERRIDE + ", and resume the run.");
            }
            return now;
        } catch (PachctlException e) {
            throw Reasons.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the contexts was interrupted", "Try again.", e);
        }
    }

    @Override
    public Preview preview(Call<EnterpriseAction> call) throws PerformException {
        Pachctl pachctl = call.world().pachctl(call.run(), task.target());
        Now now = look(call, pachctl);
        List<String> warnings = new ArrayList<>();
        pachctl.overrides().forEach(name -> warnings.add(name + " is set and overrides pachctl's configuration"));
        now.detail().ifPresent(context -> {
            if (!context.enterpriseServer()) {
                warnings.add("the context " + context.name()
                        + " is not marked as an enterprise server's: see that its address is one's");
            }
        });
        String address = now.detail().flatMap(PachContext::address).orElse("(by port-forward)");
        if (now.isRight()) {
            return new Preview(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("nothing has to change: the enterprise context is "
                            + now.before().orElse(NONE) + ", at " + address),
                    warnings);
        }
        String wanted = now.wanted().orElseThrow();
        return new Preview(
                List.of(new Preview.Change(
                        "pachctl", "active_enterprise_context", now.before().orElse(NONE), wanted)),
                List.of(),
                List.of(pachctl.enterpriseServer().setContextCommand(wanted)),
                List.of(
                        "the context " + wanted + " leads to " + address,
                        "the configuration " + config(call) + " is kept aside first, mode 0600: it holds session"
                                + " tokens"),
                warnings);
    }

    private Path config(Call<EnterpriseAction> call) throws PerformException {
        return call.world().pachctlConfig(call.run(), task.target());
    }

    @Override
    public Map<String, List<String>> record(Call<EnterpriseAction> call) throws PerformException {
        Pachctl pachctl = call.world().pachctl(call.run(), task.target());
        return Map.of("before", List.of(look(call, pachctl).before().orElse("")));
    }

    @Override
    public Outcome act(Call<EnterpriseAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Pachctl pachctl = call.world().pachctl(call.run(), task.target());
        Now now = look(call, pachctl);
        if (now.isRight()) {
            return Doing.done(
                    Map.of("kept", List.of("")),
                    "nothing had to change: the enterprise context is "
                            + now.before().orElse(NONE));
        }
        String kept = keep(call);
        String wanted = now.wanted().orElseThrow();
        try {
            pachctl.enterpriseServer().setContext(wanted);
            Optional<String> after = pachctl.enterpriseContext();
            if (!after.equals(now.wanted())) {
                return new Outcome.Failed(
                        false,
                        "pachctl took the command, and its enterprise context is " + after.orElse(NONE),
                        "Look at " + config(call) + "; what was there is kept in " + kept + ".",
                        EffectSeen.UNKNOWN);
            }
        } catch (PachctlException e) {
            throw Reasons.of(e).after(EffectSeen.UNKNOWN);
        }
        return Doing.done(
                Map.of("kept", List.of(kept)),
                "the enterprise context is " + wanted + (kept.isEmpty() ? "" : "; what was there is kept in " + kept));
    }

    private String keep(Call<EnterpriseAction> call) throws PerformException {
        Path config = config(call);
        if (!Files.isRegularFile(config)) {
            return "";
        }
        try {
            return Backups.keep(call, "pachctl-config.before-" + call.step().id() + ".json", Files.readAllBytes(config))
                    .toString();
        } catch (IOException e) {
            throw new PerformException(config + " cannot be read: " + Reasons.message(e), "Look at its mode.", e);
        }
    }

    @Override
    public Performer.Finding probe(Call<EnterpriseAction> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        Now now = look(call, call.world().pachctl(call.run(), task.target()));
        return new Performer.Finding(
                Optional.of(now.isRight() ? Verdict.TOOK_EFFECT : Verdict.DID_NOT),
                "the enterprise context is " + now.before().orElse(NONE),
                true);
    }
}
