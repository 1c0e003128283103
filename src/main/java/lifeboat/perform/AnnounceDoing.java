package lifeboat.perform;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.notice.Notice;
import lifeboat.notice.NoticeException;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.ProcessException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** Tells people, by a webhook, by a program of the operator's, or by showing the text for copying. */
final class AnnounceDoing implements Doing<Action.Announce> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Notice notice;

    AnnounceDoing(Notice notice) {
        this.notice = notice;
    }

    @Override
    public Preview preview(Call<Action.Announce> call) throws PerformException {
        check(call);
        List<Preview.Change> changes = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Optional<String> webhook = call.optional(call.action().webhook());
        Optional<String> command = call.optional(call.action().command());
        // Only the host is shown: the path of a webhook is often its secret.
        webhook.ifPresent(url -> changes.add(new Preview.Change("webhook " + host(url), "message", "", "posted")));
        command.ifPresent(program ->
                changes.add(new Preview.Change("program " + program, "message", "", "on its standard input")));
        if (changes.isEmpty()) {
            warnings.add("no webhook and no command are set: copy the text and send it yourself, then say yes");
        }
        List<List<String>> commands =
                command.map(program -> List.of(List.of(program))).orElse(List.of());
        return new Preview(
                changes,
                List.of(),
                commands,
                call.text(call.action().message()).lines().toList(),
                warnings);
    }

    @Override
    public Outcome act(Call<Action.Announce> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        check(call);
        String message = call.text(call.action().message());
        Optional<String> webhook = call.optional(call.action().webhook());
        Optional<String> command = call.optional(call.action().command());
        List<String> told = new ArrayList<>();
        if (webhook.isPresent()) {
            try {
                notice.post(URI.create(webhook.get()), message, PATIENCE);
            } catch (NoticeException e) {
                return new Outcome.Failed(
                        false, e.reason(), e.hint(), e.mayHaveArrived() ? EffectSeen.UNKNOWN : EffectSeen.NONE);
            } catch (IllegalArgumentException e) {
                throw new PerformException("the webhook is not a URL", "Change the parameter, or leave it empty.", e);
            }
            told.add("webhook " + host(webhook.get()));
        }
        if (command.isPresent()) {
            try {
                tell(call, command.get(), message, listener);
            } catch (PerformException e) {
                // Whoever the webhook has told waits to hear that it is over.
                throw told.isEmpty() ? e : e.after(EffectSeen.HAPPENED);
            }
            told.add("program " + command.get());
        }
        return Doing.done(told.isEmpty() ? "told by the operator" : "told by " + String.join(" and ", told));
    }

    /** A rehearsal must not tell anybody of an outage that is none. */
    private static void check(Call<Action.Announce> call) throws PerformException {
        Optional<String> webhook = call.optional(call.action().webhook());
        if (webhook.isPresent()) {
            try {
                call.world().checkWebhook(URI.create(webhook.get()));
            } catch (IllegalArgumentException e) {
                throw new PerformException("the webhook is not a URL", "Change the parameter, or leave it empty.", e);
            }
        }
        Optional<String> command = call.optional(call.action().command());
        if (command.isPresent()) {
            call.world().checkProgram(command.get());
        }
    }

    private static void tell(Call<Action.Announce> call, String program, String message, Performer.Listener listener)
            throws PerformException, InterruptedException {
        try {
            Captured said = call.world().programs().run(Command.of(program).stdin(message + "\n"), PATIENCE);
            said.out().forEach(listener::line);
            said.err().forEach(listener::line);
            if (!said.exit().succeeded()) {
                throw new PerformException(
                                "the announcement program " + program + " failed: "
                                        + said.exit().words(),
                                "Look at its output above, change the parameter, or announce by hand and skip this step.")
                        .after(EffectSeen.UNKNOWN);
            }
        } catch (ProcessException e) {
            throw new PerformException(
                    "the announcement program " + program + " cannot be run: " + e.getMessage(), e.hint(), e);
        }
    }

    private static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "(no host)" : host;
        } catch (IllegalArgumentException notOne) {
            return "(not a URL)";
        }
    }
}
