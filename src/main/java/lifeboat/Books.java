package lifeboat;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.stream.Collectors;
import lifeboat.runbook.FragmentFile;
import lifeboat.runbook.Fragments;
import lifeboat.runbook.Problem;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;

/** Finds runbooks: a file that is named, the operator's own, then those that Lifeboat brings along. */
final class Books {
    private static final String BUNDLED = "runbooks/";

    private final Machine machine;

    Books(Machine machine) {
        this.machine = machine;
    }

    /** A runbook by its id, or by a path that holds a slash or ends in {@code .yaml}. */
    Runbook find(String name) throws Complaint {
        if (name.contains("/") || name.endsWith(".yaml") || name.endsWith(".yml")) {
            return trusted(Path.of(name));
        }
        Path own = machine.configuration().resolve("runbooks").resolve(name + ".yaml");
        if (Files.exists(own)) {
            return trusted(own);
        }
        try (InputStream bundled = Books.class.getClassLoader().getResourceAsStream(BUNDLED + name + ".yaml")) {
            if (bundled == null) {
                throw Complaint.usage(
                        "there is no runbook " + name,
                        "These are there: " + String.join(", ", names()) + "; or name a file.");
            }
            return load(name + ".yaml", bundled.readAllBytes(), Books::fragment);
        } catch (IOException e) {
            throw Complaint.usage("the runbook " + name + " cannot be read", "Install Lifeboat again.");
        }
    }

    /** A runbook that is to be followed, so it has to be the operator's own. */
    private Runbook trusted(Path file) throws Complaint {
        Optional<String> objection = Trust.objection(file);
        if (objection.isPresent()) {
            throw Complaint.usage(
                    "the runbook " + file + " cannot be trusted: " + objection.get(),
                    "Read it through, and take a copy that only you can write.");
        }
        return read(file);
    }

    /** A runbook from a file, whoever wrote it. */
    Runbook read(Path file) throws Complaint {
        try {
            return load(file.toString(), Files.readAllBytes(file), FragmentFolder.beside(file));
        } catch (IOException e) {
            throw Complaint.usage("the runbook " + file + " cannot be read", "Check its path and its mode.");
        }
    }

    /** The fragment in a file, checked by itself; empty if the file is none. */
    Optional<FragmentFile> fragment(Path file) throws Complaint {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return FragmentFile.isOne(bytes)
                    ? Optional.of(FragmentFile.check(file.toString(), bytes))
                    : Optional.empty();
        } catch (IOException e) {
            throw Complaint.usage("the file " + file + " cannot be read", "Check its path and its mode.");
        } catch (RunbookException e) {
            throw complaint(e);
        }
    }

    /** A runbook from bytes, and its fragments from wherever they are. */
    static Runbook load(String name, byte[] bytes, Fragments fragments) throws Complaint {
        try {
            return RunbookLoader.load(name, bytes, fragments);
        } catch (RunbookException e) {
            throw complaint(e);
        }
    }

    /** Everything that is wrong with a runbook or a fragment. */
    static Complaint complaint(RunbookException wrong) {
        return Complaint.usage(
                wrong.problems().stream().map(Books::line).collect(Collectors.joining("\n")),
                "Nothing was done; `lifeboat check FILE` says the same after each correction.");
    }

    private static byte[] fragment(String path) throws Fragments.Missing {
        try (InputStream in = Books.class.getClassLoader().getResourceAsStream(BUNDLED + path)) {
            if (in == null) {
                throw new Fragments.Missing("Lifeboat brings no such fragment", "Install Lifeboat again.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new Fragments.Missing("it cannot be read", "Install Lifeboat again.");
        }
    }

    private static String line(Problem problem) {
        String place = problem.file() + ":" + problem.line() + ":" + problem.column() + ": " + problem.message();
        return problem.hint().isEmpty() ? place : place + "\n  HINT: " + problem.hint();
    }

    /** Every runbook that can be named by its id, by that id; one that does not load is left out. */
    Map<String, Runbook> all() {
        Map<String, Runbook> books = new LinkedHashMap<>();
        for (String name : names()) {
            try {
                books.put(name, find(name));
            } catch (Complaint broken) {
                machine.complain("lifeboat: " + broken.reason());
            }
        }
        return books;
    }

    private List<String> names() {
        TreeSet<String> names = new TreeSet<>(bundled());
        Path own = machine.configuration().resolve("runbooks");
        if (Files.isDirectory(own)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(own, "*.yaml")) {
                files.forEach(file -> names.add(stem(file.getFileName().toString())));
            } catch (IOException e) {
                machine.complain("lifeboat: " + own + " cannot be listed");
            }
        }
        return List.copyOf(names);
    }

    private static List<String> bundled() {
        URL folder = Objects.requireNonNull(Books.class.getClassLoader().getResource(BUNDLED));
        List<String> names = new ArrayList<>();
        try {
            if (folder.openConnection() instanceof JarURLConnection jar) {
                jar.getJarFile().stream()
                        .map(JarEntry::getName)
                        .filter(entry -> entry.startsWith(BUNDLED) && entry.endsWith(".yaml"))
                        .map(entry -> entry.substring(BUNDLED.length()))
                        .filter(entry -> !entry.contains("/"))
                        .forEach(entry -> names.add(stem(entry)));
            } else {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder.toURI()), "*.yaml")) {
                    files.forEach(file -> names.add(stem(file.getFileName().toString())));
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the bundled runbooks cannot be listed", e);
        }
        return names;
    }

    private static String stem(String file) {
        return file.substring(0, file.length() - ".yaml".length());
    }
}
