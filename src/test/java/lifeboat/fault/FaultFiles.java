package lifeboat.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Hands out tallies, and leaves what they counted in a file for each test: see {@link Fault}. */
final class FaultFiles implements BeforeEachCallback, AfterEachCallback, ParameterResolver, TestWatcher {
    private static final Namespace NAMESPACE = Namespace.create(FaultFiles.class);
    /** Another folder is for runs that count for nothing, such as those of mutants. */
    static final Path FOLDER = Path.of(System.getProperty("lifeboat.faults", "target/faults"));

    @Override
    public void beforeEach(ExtensionContext test) {
        test.getStore(NAMESPACE).getOrComputeIfAbsent(Tally.class, type -> new Tally(), Tally.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Tally.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(NAMESPACE).getOrComputeIfAbsent(Tally.class, type -> new Tally(), Tally.class);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Tally tally = test.getStore(NAMESPACE).getOrComputeIfAbsent(Tally.class, type -> new Tally(), Tally.class);
        Optional<Throwable> thrown = test.getExecutionException();
        String aborted = thrown.filter(TestAbortedException.class::isInstance)
                .map(exception -> String.valueOf(exception.getMessage()).replaceAll("\\s+", " "))
                .orElse("");
        write(
                test,
                fault -> aborted.isEmpty()
                        ? new TestedFault(fault, name(test), tally.injections(), tally.survivals(thrown.isEmpty()), "")
                        : new TestedFault(fault, name(test), 0, 0, aborted));
    }

    @Override
    public void testDisabled(ExtensionContext test, Optional<String> reason) {
        boolean soak = reason.orElse("").contains("lifeboat.soak");
        String why =
                soak ? "in the profile soak only" : reason.orElse("disabled").replaceAll("\\s+", " ");
        write(test, fault -> new TestedFault(fault, name(test), 0, 0, why));
    }

    private static String name(ExtensionContext test) {
        return test.getRequiredTestClass().getName() + "#"
                + test.getTestMethod().map(Method::getName).orElse("all");
    }

    private static void write(ExtensionContext test, Function<String, TestedFault> line) {
        List<String> lines = new ArrayList<>();
        for (String fault : faults(test)) {
            if (!Faults.ALL.containsKey(fault)) {
                throw new IllegalArgumentException("there is no fault " + fault + "; Faults names them");
            }
            lines.add(line.apply(fault).line());
        }
        try {
            Files.createDirectories(FOLDER);
            // Each repetition of a repeated test has an id of its own.
            String file =
                    name(test) + "-" + Integer.toHexString(test.getUniqueId().hashCode()) + ".tsv";
            Files.write(FOLDER.resolve(file), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] faults(ExtensionContext test) {
        return test.getTestMethod()
                .flatMap(FaultFiles::faults)
                .or(() -> faults(test.getRequiredTestClass()))
                .map(Fault::value)
                .orElseGet(() -> new String[0]);
    }

    private static Optional<Fault> faults(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, Fault.class);
    }
}
