package lifeboat.line;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A terminal whose keys a test presses while the run goes on. */
final class ScriptedDialogue implements Dialogue {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    final AtomicBoolean interrupt = new AtomicBoolean();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean gone;

    void type(String... texts) {
        for (String text : texts) {
            answers.add(new Answer.Text(text, true));
        }
    }

    /** Waits until a line with that text was printed or asked. */
    void await(String text) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (lines.stream().noneMatch(line -> line.contains(text))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nobody said \"" + text + "\" in " + String.join("\n", lines));
            }
            Thread.onSpinWait();
        }
    }

    /** Waits until so many questions were asked. */
    void awaitAsked(int times) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (asked.get() < times) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("only " + asked + " questions: " + String.join("\n", lines));
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void print(String line) {
        lines.add(line);
    }

    @Override
    public Answer ask(Prompt prompt) {
        asked.incrementAndGet();
        lines.add(prompt.text());
        try {
            return answers.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer.End();
        }
    }

    @Override
    public boolean takeInterrupt() {
        return interrupt.getAndSet(false);
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public int width() {
        return 80;
    }
}
