package lifeboat.pachyderm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.pachyderm.PachctlException.Kind;

/**
 * The argument lists of pachctl that differ by version, without the program's name, or why a version has no such command. That a
 * command is not sent matters: up to 2.5 some versions print their usage instead and end with 0, which looks like success.
 *
 * @param version of pachctl; empty when it does not tell, and then everything is sent as the newest versions know it
 */
record CommandLines(Optional<PachydermVersion> version) {

    List<String> pause() throws PachctlException {
        return pausing("pause");
    }

    List<String> unpause() throws PachctlException {
        return pausing("unpause");
    }

    List<String> pauseStatus() throws PachctlException {
        return pausing("pause-status");
    }

    private List<String> pausing(String command) throws PachctlException {
        Optional<String> reason = version.flatMap(PachydermVersion::cannotPause);
        if (reason.isPresent()) {
            throw new PachctlException(Kind.NOT_SUPPORTED, reason.get());
        }
        return List.of("enterprise", command);
    }

    /** The repos, or the pipelines, of every project. */
    List<String> list(String what) {
        return hasProjects() ? List.of("list", what, "--raw", "--all-projects") : List.of("list", what, "--raw");
    }

    private boolean hasProjects() {
        return version.map(known -> known.isAtLeast(2, 5)).orElse(true);
    }

    /** @param file {@code REPO@COMMIT:/PATH}, with {@code PROJECT/} before it where there are projects */
    List<String> file(String file, Path to) throws PachctlException {
        if (!file.matches("([^-\\s/@][^\\s/@]*/)?[^-\\s/@][^\\s/@]*@[^\\s:]+:/?.+")) {
            throw new PachctlException(Kind.WRONG_TARGET, "'" + file + "' is not REPO@COMMIT:/PATH");
        }
        int slash = file.indexOf('/');
        boolean named = slash >= 0 && slash < file.indexOf('@');
        String project = named ? file.substring(0, slash) : "";
        List<String> arguments = new ArrayList<>(List.of("get", "file", named ? file.substring(slash + 1) : file));
        if (named && hasProjects()) {
            arguments.addAll(List.of("--project", project));
        } else if (named && !project.equals("default")) {
            throw new PachctlException(
                    Kind.WRONG_TARGET,
                    "there are no projects before 2.5, so nothing is in a project " + project + ": leave it out");
        }
        arguments.addAll(List.of("--output", to.toString()));
        return List.copyOf(arguments);
    }

    List<String> registeredClusters() throws PachctlException {
        return enterprise(List.of("license", "list-clusters"));
    }

    List<String> licenceState() throws PachctlException {
        return enterprise(List.of("enterprise", "get-state", "--enterprise"));
    }

    private List<String> enterprise(List<String> arguments) throws PachctlException {
        if (version.map(known -> known.isAtLeast(2, 12)).orElse(false)) {
            throw new PachctlException(
                    Kind.NOT_SUPPORTED,
                    "in Pachyderm " + version.map(PachydermVersion::toString).orElse("") + " `pachctl "
                            + String.join(" ", arguments) + "` is a stub: there is no enterprise server any more");
        }
        return arguments;
    }
}
