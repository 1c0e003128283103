package lifeboat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.runbook.Given;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.ParameterFile;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that {@code run} and {@code rehearse} have in common, and the values that they give. */
final class RunOptions {
    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description =
                    "A parameter of the runbook; may be given again. Not for secrets: arguments can be read by others.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--parameters", paramLabel = "FILE", description = "A YAML file with one `name: value` a line.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--backup-dir", paramLabel = "DIR", description = "The parameter backup_dir.")
    private Optional<String> backupDirectory = Optional.empty();

    @Mixin
    private ViewOptions view = new ViewOptions();

    ViewOptions view() {
        return view;
    }

    /** The values of options and file, checked; options win. */
    Map<String, Given> given(Runbook book) throws Complaint {
        Map<String, Given> given = new LinkedHashMap<>();
        if (file.isPresent()) {
            ofFile(book, file.get()).forEach((name, value) -> given.put(name, new Given(value, "file")));
        }
        parameters.forEach((name, value) -> given.put(name, new Given(value, "option")));
        backupDirectory.ifPresent(directory -> given.put("backup_dir", new Given(directory, "option")));
        for (Map.Entry<String, Given> entry : given.entrySet()) {
            check(book, entry.getKey(), entry.getValue());
        }
        return given;
    }

    private static void check(Runbook book, String name, Given given) throws Complaint {
        Parameter parameter = book.parameter(name)
                .orElseThrow(() -> Complaint.usage(
                        "the runbook " + book.id() + " has no parameter " + name,
                        "It has: "
                                + book.parameters().stream()
                                        .map(Parameter::name)
                                        .collect(Collectors.joining(", "))
                                + "."));
        if (parameter.isSecret() && given.origin().equals("option")) {
            throw Complaint.usage(
                    "the parameter " + name + " is a secret and cannot be given as an argument",
                    "Everybody on this machine can read arguments. Use its environment variable"
                            + parameter
                                    .environment()
                                    .map(variable -> " " + variable)
                                    .orElse("")
                            + ", a parameters file of mode 0600, or type it when asked.");
        }
        Optional<String> problem = parameter.refusal(given.value());
        if (problem.isPresent()) {
            throw Complaint.usage(
                    "parameter " + name + ": " + problem.get(), "Correct it, or leave it out to be asked.");
        }
    }

    private static Map<String, String> ofFile(Runbook book, Path file) throws Complaint {
        try {
            return ParameterFile.read(file.toString(), Files.readAllBytes(file), book);
        } catch (RunbookException e) {
            throw Complaint.usage(
                    e.problems().stream().map(Object::toString).collect(Collectors.joining("\n")), "Nothing was done.");
        } catch (IOException e) {
            throw Complaint.usage("the parameters file " + file + " cannot be read", "Check its path and its mode.");
        }
    }
}
