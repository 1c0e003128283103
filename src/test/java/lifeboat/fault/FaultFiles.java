package lifeboat.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Hands out tallies, and leaves what they counted in a file for each test: see {@link Fault}. */
final class FaultFiles implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FaultFiles.class);
    private static final Path FOLDER = Path.of("target", "faults");

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
        String result = thrown.filter(TestAbortedException.class::isInstance)
                .map(aborted ->
                        "0\t0\tSKIPPED: " + String.valueOf(aborted.getMessage()).replaceAll("\\s+", " "))
                .orElseGet(() -> tally.columns(thrown.isEmpty()) + "\t");
        String name = test.getRequiredTestClass().getName() + "#"
                + test.getRequiredTestMethod().getName();
        List<String> lines = new ArrayList<>();
        for (String fault : faults(test)) {
            lines.add(fault + "\t" + name + "\t" + result);
        }
        try {
            Files.createDirectories(FOLDER);
            // Each repetition of a repeated test has an id of its own.
            String file = name + "-" + Integer.toHexString(test.getUniqueId().hashCode()) + ".tsv";
            Files.write(FOLDER.resolve(file), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String[] faults(ExtensionContext test) {
        return faults(test.getRequiredTestMethod())
                .or(() -> faults(test.getRequiredTestClass()))
                .map(Fault::value)
                .orElseGet(() -> new String[0]);
    }

    private static Optional<Fault> faults(AnnotatedElement element) {
        return AnnotationSupport.findAnnotation(element, Fault.class);
    }
}
