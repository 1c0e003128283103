package lifeboat.planted;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * A process that runs tests, each on classes of its own: the lines of its file are a folder whose classes come before the
 * others, a test's class and its method. It prints {@code passed}, {@code failed} or {@code broken} for each.
 */
final class Catchers {
    private static final long MOST_SECONDS = 45;

    private Catchers() {}

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("lifeboat").setLevel(Level.OFF);
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] order = line.split("\t", -1);
            CompletableFuture<String> verdict = new CompletableFuture<>();
            Thread thread = new Thread(() -> verdict.complete(verdict(order)), "catcher");
            thread.setDaemon(true);
            thread.start();
            String found;
            try {
                found = verdict.get(MOST_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException hangs) {
                found = "failed it hangs";
            }
            System.out.println(found.replaceAll("\\s+", " "));
        }
        Runtime.getRuntime().halt(0);
    }

    private static String verdict(String[] order) {
        try (Own classes = new Own(Path.of(order[0]))) {
            Thread.currentThread().setContextClassLoader(classes);
            Class<?> test = classes.loadClass(order[1]);
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(Arrays.stream(test.getDeclaredMethods())
                            .filter(method -> method.getName().equals(order[2]))
                            .map(method -> DiscoverySelectors.selectMethod(test, method))
                            .toList())
                    .build();
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create().execute(request, listener);
            TestExecutionSummary summary = listener.getSummary();
            if (summary.getTestsFoundCount() == 0) {
                return "broken there is no such test";
            }
            return summary.getTotalFailureCount() == 0
                    ? "passed"
                    : "failed " + summary.getFailures().get(0).getException();
        } catch (Exception | LinkageError e) {
            return "broken " + e;
        }
    }

    /** Our own classes anew, with some before them; of everything else the process's. */
    private static final class Own extends URLClassLoader {
        Own(Path first) throws Exception {
            super(urls(first), Catchers.class.getClassLoader());
        }

        private static URL[] urls(Path first) throws Exception {
            List<URL> urls = new ArrayList<>();
            urls.add(first.toUri().toURL());
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (Files.isDirectory(Path.of(entry))) {
                    urls.add(Path.of(entry).toUri().toURL());
                }
            }
            return urls.toArray(new URL[0]);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.startsWith("lifeboat.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
