package lifeboat.perform;

import lifeboat.atlas.AtlasException;
import lifeboat.bucket.BucketException;
import lifeboat.cluster.ClusterException;
import lifeboat.database.DatabaseException;
import lifeboat.pachyderm.PachctlException;
import lifeboat.process.ProcessException;

/** What the targets' exceptions say, as the operator reads it. */
final class Reasons {
    private Reasons() {}

    static PerformException of(ClusterException e) {
        return new PerformException(message(e), e.hint(), e);
    }

    static PerformException of(BucketException e) {
        return new PerformException(message(e), e.hint(), e);
    }

    static PerformException of(DatabaseException e) {
        return new PerformException(message(e), e.hint(), e);
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
