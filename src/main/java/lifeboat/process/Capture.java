package lifeboat.process;

import java.util.ArrayList;
import java.util.List;

/** Keeps lines up to a number of characters, then only notes that there were more. */
final class Capture implements OutputListener {
    private final List<String> out = new ArrayList<>();
    private final List<String> err = new ArrayList<>();
    private int left;
    private boolean truncated;

    Capture(int characters) {
        this.left = characters;
    }

    @Override
    public synchronized void line(Stream stream, String line) {
        left -= line.length() + 1;
        if (left < 0) {
            truncated = true;
        } else {
            (stream == Stream.OUT ? out : err).add(line);
        }
    }

    synchronized Captured captured(Exit exit) {
        return new Captured(exit, out, err, truncated);
    }
}
