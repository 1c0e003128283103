package lifeboat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunFolder;
import lifeboat.perform.Choices;
import lifeboat.perform.Wish;
import lifeboat.screen.Command;
import lifeboat.screen.Loop;
import lifeboat.screen.Message;

/** What a full screen wants looked up or kept, off the screen's thread. */
final class ScreenErrands {
    private static final Logger LOG = Logger.getLogger(ScreenErrands.class.getName());

    private final Wiring wiring;
    private final Loop loop;
    private final ScreenRuns runs;
    private final ThemeStore themes;

    /** Looking up may be refused with a complaint. */
    @FunctionalInterface
    private interface Errand {
        Message run() throws Complaint;
    }

    ScreenErrands(Wiring wiring, Loop loop, ScreenRuns runs, ThemeStore themes) {
        this.wiring = wiring;
        this.loop = loop;
        this.runs = runs;
        this.themes = themes;
    }

    /** Does what the command asks for, if it is an errand. */
    void take(Command command) {
        if (command instanceof Command.Relist) {
            run(this::list);
        } else if (command instanceof Command.Offer offer) {
            run(() -> offer(offer));
        } else if (command instanceof Command.LookAt look) {
            run(() -> look(look.pod()));
        } else if (command instanceof Command.Save save) {
            run(() -> save(save.pane(), save.lines()));
        } else if (command instanceof Command.UseTheme use) {
            run(() -> theme(use.name()));
        }
    }

    private void run(Errand errand) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.post(errand.run());
                    } catch (Complaint complaint) {
                        loop.post(new Message.Said(complaint.reason() + ". " + complaint.hint()));
                    } catch (RuntimeException fault) {
                        LOG.log(Level.SEVERE, "fault in an errand of the screen", fault);
                        loop.post(new Message.Said("an internal fault: " + fault));
                    }
                },
                "errand");
        thread.setDaemon(true);
        thread.start();
    }

    private Message list() throws Complaint {
        Overview.Lists lists = new Overview(wiring).lists();
        return new Message.Listed(
                lists.runs(),
                lists.books(),
                lists.unreadable(),
                wiring.machine().clock().instant());
    }

    private Message offer(Command.Offer offer) {
        String name = offer.parameter().name();
        try {
            List<String> there = new OfferedChoices(new Wiring(runs.machine())).of(offer.parameter(), offer.known());
            return new Message.Offered(name, there, Optional.empty());
        } catch (Choices.Unavailable unavailable) {
            return new Message.Offered(name, List.of(), Optional.of(unavailable.reason()));
        }
    }

    private Message look(String pod) {
        return runs.voyage()
                .map(voyage -> new Message.Looked(pod, voyage.look(pod)))
                .orElseGet(() -> new Message.Looked(pod, List.of("the run is over")));
    }

    /** What was seen is kept beside the journal under its digest, and the journal says so. */
    private Message save(String pane, List<String> lines) throws Complaint {
        Optional<RunFolder> folder = runs.folder();
        if (folder.isEmpty()) {
            return new Message.Said("there is no run to keep it in");
        }
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            String digest = folder.get().artifacts().store(text);
            runs.voyage().ifPresent(voyage -> voyage.conductor()
                    .wish(new Wish.Note("kept what \"" + pane + "\" showed as artifact " + digest)));
            return new Message.Said(
                    "kept as " + folder.get().path().resolve("artifacts").resolve(digest));
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }

    private Message theme(String name) {
        loop.theme(themes.use(name));
        themes.warning().ifPresent(warning -> loop.post(new Message.Said(warning)));
        return themes.themed();
    }
}
