package lifeboat.perform;

import lifeboat.notice.Notice;
import lifeboat.runbook.Action;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.EnterpriseAction;
import lifeboat.runbook.RouteAction;

/** Who does which action. */
final class Repertoire extends RestoringRepertoire {
    private final Notice notice;
    private final Outage outage;
    private final RunFacts facts;

    Repertoire(Notice notice, Outage outage, RunFacts facts) {
        this.notice = notice;
        this.outage = outage;
        this.facts = facts;
    }

    /** The doer of this very action. */
    @SuppressWarnings("unchecked") // Each case below answers with the doer of its own record.
    <A extends Action> Doing<A> of(A action) {
        return (Doing<A>) action.accept(this);
    }

    @Override
    public Doing<? extends Action> preflight(Action.Preflight action) {
        return new Preflight(outage);
    }

    @Override
    public Doing<? extends Action> keepHelmValues(Action.KeepHelmValues action) {
        return new KeepHelmValuesDoing();
    }

    @Override
    public Doing<? extends Action> keepSecrets(Action.KeepSecrets action) {
        return new KeepSecretsDoing();
    }

    @Override
    public Doing<? extends Action> keepObjects(Action.KeepObjects action) {
        return new KeepObjectsDoing();
    }

    @Override
    public Doing<? extends Action> announce(Action.Announce action) {
        return new AnnounceDoing(notice);
    }

    @Override
    public Doing<? extends Action> manual(Action.Manual action) {
        return new ManualDoing();
    }

    @Override
    public Doing<? extends Action> pause(Action.Pause action) {
        return new PauseDoing.Pausing();
    }

    @Override
    public Doing<? extends Action> unpause(Action.Unpause action) {
        return new PauseDoing.Unpausing();
    }

    @Override
    public Doing<? extends Action> scale(Action.Scale action) {
        return new ScaleDoing();
    }

    @Override
    public Doing<? extends Action> drain(Action.Drain action) {
        return new DrainDoing();
    }

    @Override
    public Doing<? extends Action> dump(Action.Dump action) {
        return new DumpDoing();
    }

    @Override
    public Doing<? extends Action> dumpGlobals(Action.DumpGlobals action) {
        return new DumpGlobalsDoing();
    }

    @Override
    public Doing<? extends Action> cloneBucket(Action.CloneBucket action) {
        return new CloneDoing();
    }

    @Override
    public Doing<? extends Action> downloadBucket(Action.DownloadBucket action) {
        return new DownloadDoing();
    }

    @Override
    public Doing<? extends Action> compareBuckets(Action.CompareBuckets action) {
        return new CompareDoing();
    }

    @Override
    public Doing<? extends Action> writeManifest(Action.WriteManifest action) {
        return new ManifestDoing(facts);
    }

    @Override
    public Doing<? extends Action> run(Action.RunProgram action) {
        return new ProgramDoing();
    }

    @Override
    public Doing<? extends Action> classic(ClassicAction action) {
        return action.task().accept(new ClassicRepertoire());
    }

    @Override
    public Doing<? extends Action> atlas(Action.Atlas action) {
        return action.task().accept(new AtlasRepertoire());
    }

    @Override
    public Doing<? extends Action> route(RouteAction action) {
        return action.task().accept(new RouteRepertoire());
    }

    @Override
    public Doing<? extends Action> enterprise(EnterpriseAction action) {
        return action.task().accept(new EnterpriseRepertoire());
    }
}
