package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.RouteAction;
import lifeboat.runbook.RouteTask;

/** Gives a context of {@code pachctl} another address. Its configuration is kept aside before. */
final class UpdateContextDoing implements Doing<RouteAction> {
    private static final String OVERRIDE = "PACHD_ADDRESS";
    private static final String PORT = ":[0-9]+$";

    private final RouteTask.UpdateContext task;

    UpdateContextDoing(RouteTask.UpdateContext task) {
        this.task = task;
    }

    /**
     * What is there and what is wanted.
     *
     * @param before the address of the context; empty if it goes through a port-forward
     */
    private record Now(String context, Optional<String> before, String wanted) {
        boolean isRight() {
            return before.map(Now::plain).equals(Optional.of(plain(wanted)));
        }

        /** As pachctl writes it: with a scheme and a port. */
        private static String plain(String address) {
            String scheme = address.contains("://") ? address : "grpc://" + address;
            return scheme.matches(".*" + PORT) ? scheme : scheme + ":30650";
        }
    }

    private Now look(Call<RouteAction> call, Pachctl pachctl) throws PerformException {
        try {
            Optional<String> name = call.optional(task.context());
            if (name.isEmpty()) {
                name = pachctl.activeContext();
            }
            if (name.isEmpty()) {
                throw new PerformException("pachctl has no active context", "Name the context that is meant.");
            }
            String context = name.get();
            Optional<String> before = pachctl.context(context)
                    .orElseThrow(() -> new PerformException(
                            "pachctl has no context " + context, "Look at `pachctl config list context`."))
                    .address();
            return new Now(context, before, wanted(call, context, before));
        } catch (PachctlException e) {
            throw Reasons.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the context was interrupted", "Try again.", e);
        }
    }

    private String wanted(Call<RouteAction> call, String context, Optional<String> before) throws PerformException {
        Optional<String> address = call.optional(task.address());
        if (address.isPresent()) {
            return address.get();
        }
        String port = call.text(task.port());
        if (!port.matches("[0-9]{1,5}")) {
            throw new PerformException("\"" + port + "\" is not a port", "Give the step an address, or a port.");
        }
        String now = before.orElseThrow(() -> new PerformException(
                "the context " + context + " has no address: pachctl reaches pachd through a port-forward to its pod",
                "A change of the service's ports does not touch it; skip this step, or give an address."));
        return now.matches(".*" + PORT) ? now.replaceFirst(PORT, ":" + port) : now + ":" + port;
    }

    /** An address in the environment beats that of every context, so that nothing would come of this. */
    private static void refuseOverride(Pachctl pachctl) throws PerformException {
        if (pachctl.overrides().contains(OVERRIDE)) {
            throw new PerformException(
                    OVERRIDE + " is set and beats the address of every context",
                    "Leave Lifeboat, unset " + OVERRIDE + ", and resume the run; whoever else has it set is not moved"
                            + " either.");
        }
    }

    @Override
    public Preview preview(Call<RouteAction> call) throws PerformException {
        Pachctl pachctl = call.world().pachctl(call.run(), task.target());
        refuseOverride(pachctl);
        Now now = look(call, pachctl);
        if (now.isRight()) {
            return Preview.ofDetails(List.of(
                    "nothing has to change: the context " + now.context() + " leads to " + now.wanted() + " already"));
        }
        return new Preview(
                List.of(new Preview.Change(
                        "context " + now.context(),
                        "pachd_address",
                        now.before().orElse("(by port-forward)"),
                        now.wanted())),
                List.of(),
                List.of(pachctl.updateContextCommand(now.context(), now.wanted())),
                List.of("the configuration " + config(call)
                        + " is kept aside first, mode 0600: it holds session tokens"),
                List.of());
    }

    @Override
    public Map<String, List<String>> record(Call<RouteAction> call) throws PerformException {
        Now now = look(call, call.world().pachctl(call.run(), task.target()));
        return Map.of(
                "context", List.of(now.context()),
                "before", List.of(now.before().orElse("")),
                "after", List.of(now.wanted()));
    }

    private Path config(Call<RouteAction> call) throws PerformException {
        return call.world().pachctlConfig(call.run(), task.target());
    }

    @Override
    public Outcome act(Call<RouteAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Pachctl pachctl = call.world().pachctl(call.run(), task.target());
        refuseOverride(pachctl);
        Now now = look(call, pachctl);
        if (now.isRight()) {
            return Doing.done("the context " + now.context() + " leads to " + now.wanted() + " already");
        }
        String kept = keep(call, attempt);
        try {
            pachctl.updateContext(now.context(), now.wanted());
            Now after = look(call, pachctl);
            if (!after.isRight()) {
                return new Outcome.Failed(
                        false,
                        "pachctl took the command, and its context " + now.context() + " leads to "
                                + after.before().orElse("(by port-forward)"),
                        "Look at " + config(call)
                                + (kept.isEmpty() ? "." : "; what was there is kept in " + kept + "."),
                        EffectSeen.UNKNOWN);
            }
        } catch (PachctlException e) {
            throw Reasons.of(e).after(EffectSeen.UNKNOWN);
        }
        return Doing.done(
                Map.of("kept", List.of(kept)),
                "the context " + now.context() + " leads to " + now.wanted()
                        + (kept.isEmpty() ? "" : "; what was there is kept in " + kept));
    }

    private String keep(Call<RouteAction> call, Attempt attempt) throws PerformException {
        Path config = config(call);
        if (!Files.isRegularFile(config)) {
            return "";
        }
        String name = "pachctl-config.before-" + call.step().id() + "-" + attempt.number() + ".json";
        try {
            return Backups.keep(call, name, Files.readAllBytes(config)).toString();
        } catch (IOException e) {
            throw new PerformException(config + " cannot be read: " + Reasons.message(e), "Look at its mode.", e);
        }
    }

    @Override
    public Performer.Finding probe(Call<RouteAction> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        Pachctl pachctl = call.world().pachctl(call.run(), task.target());
        Now now = look(call, pachctl);
        return new Performer.Finding(
                Optional.of(now.isRight() ? Verdict.TOOK_EFFECT : Verdict.DID_NOT),
                "the context " + now.context() + " leads to " + now.before().orElse("a port-forward"),
                true);
    }
}
