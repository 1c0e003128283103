package lifeboat.perform;

import java.time.Duration;
import lifeboat.bucket.TransferProgress;

/** A transfer's progress as one line. */
final class BucketProgress {
    private BucketProgress() {}

    static String words(TransferProgress now) {
        StringBuilder text = new StringBuilder();
        text.append(now.objectsDone()).append(" of ").append(now.allKnown() ? "" : "at least ");
        text.append(now.objectsKnown()).append(" objects, ");
        text.append(Words.bytes(now.bytesDone())).append(" of ").append(Words.bytes(now.bytesKnown()));
        text.append(", ").append(Math.round(now.objectsPerSecond())).append(" objects/s, ");
        text.append(Words.bytes(Math.round(now.bytesPerSecond()))).append("/s");
        if (now.skipped() > 0) {
            text.append(", ").append(now.skipped()).append(" were there already");
        }
        if (now.throttled() > 0) {
            text.append(", throttled ").append(now.throttled()).append(" times");
        }
        if (now.failed() > 0) {
            text.append(", ").append(now.failed()).append(" failed");
        }
        long left = now.objectsKnown() - now.objectsDone();
        if (now.allKnown() && left > 0 && now.objectsPerSecond() > 0) {
            long seconds = Math.round(left / now.objectsPerSecond());
            text.append(", about ")
                    .append(Words.duration(Duration.ofSeconds(seconds)))
                    .append(" left");
        }
        return text.toString();
    }
}
