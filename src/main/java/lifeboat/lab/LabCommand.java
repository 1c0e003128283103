package lifeboat.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a lab's process is started: the argument list up to the lab's directory, which comes last.
 *
 * @param words program and arguments
 */
public record LabCommand(List<String> words) {
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    public LabCommand {
        words = List.copyOf(words);
    }

    /**
     * The Java runtime that we are, with little memory and in a session of its own where {@code setsid} is there, so
     * that the hang-up of a terminal does not reach the lab.
     *
     * @param javaHome as the system property {@code java.home} says it
     * @param classPath as the system property {@code java.class.path} says it
     * @param main the main class and its arguments, such as {@code lifeboat.Main lab --serve}
     */
    public static LabCommand java(Path javaHome, String classPath, List<String> main) {
        List<String> words = new ArrayList<>();
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> words.add(setsid.toString()));
        words.add(javaHome.resolve("bin/java").toString());
        words.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dsun.jnu.encoding=UTF-8",
                "-cp",
                classPath));
        words.addAll(main);
        return new LabCommand(words);
    }
}
