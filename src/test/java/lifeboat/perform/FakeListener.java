package lifeboat.perform;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import lifeboat.run.Severity;

/** Hears an attempt, and keeps where it stood. */
final class FakeListener implements Performer.Listener {
    static final FakeListener SILENT = new FakeListener(text -> {});
    private final List<String> progressed = new CopyOnWriteArrayList<>();
    private final Consumer<String> onProgress;

    FakeListener(Consumer<String> onProgress) {
        this.onProgress = onProgress;
    }

    List<String> progressed() {
        return progressed;
    }

    @Override
    public void line(String text) {}

    @Override
    public void progress(String text) {
        progressed.add(text);
        onProgress.accept(text);
    }

    @Override
    public void started(long pid, String startTicks, List<String> argv) {}

    @Override
    public void checked(String name, Severity severity, String detail) {}

    @Override
    public BooleanSupplier cancelled() {
        return () -> false;
    }
}
