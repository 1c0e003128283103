package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.pachyderm.ClassicJob;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ClassicPipeline;
import lifeboat.pachyderm.ClassicRules;
import lifeboat.pachyderm.ExtractUrl;
import lifeboat.pachyderm.PachContext;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Looks at a Pachyderm of 1.x before anything is changed. */
final class ClassicPreflightDoing implements Doing<ClassicAction> {
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final int SHOWN = 8;

    private final ClassicTask.Preflight task;

    ClassicPreflightDoing(ClassicTask.Preflight task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) {
        return Preview.ofDetails(List.of("looks at: versions, environment, context, connections, commits, jobs"));
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Sheet sheet = new Sheet(listener);
        String target = task.place().target();
        Pachctl pachctl = call.world().pachctl(call.run(), target);
        ClassicPachctl classic = ClassicPlace.pachctl(call, target);
        for (String name : List.of("pachyderm_version", "context", "address", "auth", "licensed")) {
            sheet.output(name, "");
        }
        for (String name : List.of("pipelines", "running_jobs", "open_commits")) {
            sheet.output(name, "0");
        }
        if (!pachctl.isThere()) {
            sheet.fail("pachctl", "there is no such program", "Install the pachctl of the cluster's version.");
            return sheet.outcome("");
        }
        try {
            Optional<ClassicRules> rules = versions(pachctl, sheet);
            context(pachctl, sheet);
            if (rules.isPresent()) {
                url(call, sheet);
                new PreflightConnections(call, task.place().in(), sheet).look();
                boolean licensed = standing(classic, rules.get(), sheet);
                if (task.restoring()) {
                    fit(call, rules.get(), licensed, sheet);
                } else {
                    contents(classic, rules.get(), sheet, listener);
                }
            }
        } catch (PachctlException e) {
            sheet.fail("pachctl", Reasons.message(e), e.hint());
        }
        return sheet.outcome("nothing stands in the way");
    }

    private static Optional<ClassicRules> versions(Pachctl pachctl, Sheet sheet)
            throws PachctlException, InterruptedException {
        PachydermVersion client = pachctl.clientVersion();
        Optional<String> wrong = new ClassicRules(client).refusal();
        if (wrong.isPresent()) {
            sheet.fail("versions", wrong.get(), "Use the runbook `pachyderm-backup` for 2.x.");
            return Optional.empty();
        }
        Pachctl.Versions versions = pachctl.versions(QUICK);
        if (versions.server().isEmpty()) {
            sheet.fail(
                    "versions",
                    "pachctl " + client + "; pachd does not answer: " + versions.trouble(),
                    versions.trouble().contains("wrong cluster")
                            ? "The context remembers another deployment. If the address is that of the cluster you mean:"
                                    + " `pachctl config update context NAME --remove-cluster-deployment-id`."
                            : "Check the address of the context, the firewall, and whether pachd runs.");
            return Optional.empty();
        }
        PachydermVersion server = versions.server().get();
        sheet.output("pachyderm_version", server.toString());
        ClassicRules rules = new ClassicRules(server);
        if (rules.refusal().isPresent()) {
            sheet.fail("versions", rules.refusal().get(), "Use the runbook `pachyderm-backup` for 2.x.");
            return Optional.empty();
        }
        String words = "pachctl " + client + ", pachd " + server;
        if (client.line().equals(server.line())) {
            sheet.pass("versions", words);
        } else {
            sheet.warn("versions", words + ": they are of different lines; use the pachctl of the cluster");
        }
        return Optional.of(rules);
    }

    private static void context(Pachctl pachctl, Sheet sheet) throws PachctlException, InterruptedException {
        if (pachctl.overrides().contains("PACHD_ADDRESS")) {
            sheet.fail(
                    "environment",
                    "PACHD_ADDRESS is set and beats the address of every context, so that a context that is changed has"
                            + " no effect",
                    "Unset PACHD_ADDRESS, then start again.");
        } else {
            sheet.pass("environment", "nothing overrides the configuration of pachctl");
        }
        Optional<String> name = pachctl.activeContext();
        Optional<PachContext> context = name.isPresent() ? pachctl.context(name.get()) : Optional.empty();
        String address = context.flatMap(PachContext::address).orElse("");
        sheet.output("context", name.orElse(""));
        sheet.output("address", address);
        if (context.isEmpty()) {
            sheet.fail("context", "there is no active context", "Choose one with `pachctl config set active-context`.");
        } else if (address.isEmpty()) {
            sheet.warn(
                    "context",
                    name.get()
                            + " has no address: pachctl forwards a port to a pod of pachd, whatever the service says");
        } else {
            sheet.pass("context", name.get() + " leads to " + address);
        }
    }

    private void url(Call<ClassicAction> call, Sheet sheet) {
        String url = call.text(task.url());
        if (url.isEmpty()) {
            return;
        }
        Optional<ExtractUrl> parsed = ExtractUrl.parse(url);
        if (parsed.isPresent()) {
            sheet.pass("url", parsed.get() + "; pachd itself transfers it, with its own credentials");
        } else {
            sheet.fail(
                    "url",
                    url + " is not scheme://bucket/OBJECT",
                    "Add the key of an object: pachctl refuses a bucket alone, whatever the published page says.");
        }
    }

    private static void contents(ClassicPachctl classic, ClassicRules rules, Sheet sheet, Performer.Listener listener)
            throws PachctlException, InterruptedException {
        listener.progress("looking at pipelines");
        List<ClassicPipeline> pipelines = classic.pipelines();
        sheet.output("pipelines", Integer.toString(pipelines.size()));
        long stopped = pipelines.stream().filter(ClassicPipeline::stopped).count();
        sheet.pass("pipelines", pipelines.size() + ", " + stopped + " of them stopped already");
        if (rules.standbyNeedNotPause()
                && pipelines.stream().anyMatch(pipeline -> !pipeline.crons().isEmpty())) {
            sheet.warn(
                    "crons",
                    "up to 1.10.3 a cron goes on committing while its pipeline is stopped; those commits are extracted or"
                            + " not, as it happens");
        }
        listener.progress("looking at jobs");
        List<ClassicJob> jobs = classic.runningJobs();
        sheet.output("running_jobs", Integer.toString(jobs.size()));
        if (jobs.isEmpty()) {
            sheet.pass("jobs", "none is running");
        } else {
            sheet.warn(
                    "jobs",
                    jobs.size() + " running, of "
                            + some(jobs.stream()
                                    .map(ClassicJob::pipeline)
                                    .distinct()
                                    .toList())
                            + "; what a job has open when it is stopped is not extracted, so each is let end first");
        }
        listener.progress("looking at commits");
        List<String> open = classic.openCommits(classic.repos());
        sheet.output("open_commits", Integer.toString(open.size()));
        if (open.isEmpty()) {
            sheet.pass("commits", "none is open");
        } else {
            sheet.warn(
                    "commits",
                    open.size() + " are not finished: " + some(open) + "; "
                            + (rules.openCommitsBreakRestore()
                                    ? "this version extracts them as they are, and the restore then fails"
                                    : "this version leaves them out without a word"));
        }
    }

    /** How the backup fits the cluster; before a migration has made its own, how the cluster fits that it moves. */
    private static void fit(Call<ClassicAction> call, ClassicRules rules, boolean licensed, Sheet sheet)
            throws PerformException {
        Optional<ClassicBackup> found = ClassicBackup.find(call).or(() -> ClassicBackup.planned(call.run()));
        Optional<PachydermVersion> dump = found.flatMap(backup -> PachydermVersion.parse(backup.version()));
        if (found.isEmpty() || dump.isEmpty()) {
            return;
        }
        Optional<String> ladder = rules.cannotRestore(dump.get());
        String words = "extracted from " + dump.get() + ", to be restored into " + rules.version();
        if (ladder.isPresent()) {
            sheet.fail("fit", ladder.get(), "Set up a cluster of the version that is extracted, or of a later 1.x.");
        } else if (found.get().kind().equals("snapshot") && !dump.get().equals(rules.version())) {
            sheet.fail("fit", words, "A snapshot of etcd needs the identical version.");
        } else if (!dump.get().equals(rules.version())) {
            sheet.warn("fit", words + ": that is a migration; the old cluster is the only way back");
        } else {
            sheet.pass("fit", words);
        }
        ClassicLimits.against(rules, found.get(), licensed)
                .ifPresent(trouble -> sheet.fail("licence", trouble, "Activate enterprise on the new cluster first."));
    }

    private static boolean standing(ClassicPachctl classic, ClassicRules rules, Sheet sheet)
            throws PachctlException, InterruptedException {
        Optional<Boolean> auth = classic.authActive();
        boolean licensed = classic.licensed();
        sheet.output("auth", auth.map(Object::toString).orElse(""));
        sheet.output("licensed", Boolean.toString(licensed));
        String words = "auth is " + auth.map(on -> on ? "active" : "not active").orElse("not known") + ", a licence is "
                + (licensed ? "active" : "not active");
        if (auth.orElse(false) && !rules.extractsAuth()) {
            sheet.warn("auth", words + "; this version extracts nothing of auth: note users and access lists yourself");
        } else if (auth.orElse(false)) {
            sheet.warn("auth", words + "; of tokens only those of robots are extracted, users log in again");
        } else {
            sheet.pass("auth", words);
        }
        return licensed;
    }

    private static String some(List<String> names) {
        List<String> shown = new ArrayList<>(names.subList(0, Math.min(SHOWN, names.size())));
        if (names.size() > SHOWN) {
            shown.add("and " + (names.size() - SHOWN) + " more");
        }
        return String.join(", ", shown);
    }
}
