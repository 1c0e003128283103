package lifeboat.perform;

import lifeboat.atlas.AtlasException;
import lifeboat.bucket.BucketException;
import lifeboat.cluster.ClusterException;
import lifeboat.database.DatabaseException;
import lifeboat.pachyderm.PachctlException;
import lifeboat.process.ProcessException;
import lifeboat.run.EffectSeen;

/** What the targets' exceptions say, as the operator reads it. */
final class Reasons {
    private Reasons() {}

    static PerformException of(ClusterException e) {
        PerformException why = new PerformException(message(e), e.hint(), e);
        return e.kind() == ClusterException.Kind.UNKNOWN_OUTCOME ? why.after(EffectSeen.UNKNOWN) : why;
    }

    static PerformException of(BucketException e) {
        return new PerformException(message(e), e.hint(), e);
    }

    static PerformException of(DatabaseException e) {
        PerformException why = new PerformException(message(e), e.hint(), e);
        return e.kind() == DatabaseException.Kind.UNKNOWN_OUTCOME ? why.after(EffectSeen.UNKNOWN) : why;
    }

    static PerformException of(PachctlException e) {
        return new PerformException(message(e), e.hint(), e);
    }

    static PerformException of(ProcessException e) {
        return new PerformException(message(e), e.hint(), e);
    }

    static PerformException of(AtlasException e) {
        return new PerformException(message(e), e.hint(), e);
    }

    static String message(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
