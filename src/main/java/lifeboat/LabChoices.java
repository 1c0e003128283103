package lifeboat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lifeboat.lab.LabOptions;
import lifeboat.lab.classic.Trap;
import lifeboat.lab.kube.Flavour;
import picocli.CommandLine.Option;

/** What can be chosen about the lab. */
final class LabChoices {
    private static final String CLASSIC = "1\\.\\d{1,2}\\.\\d{1,2}";

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "What the lab's world is made from (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--objects",
            defaultValue = "3000",
            description = "How many objects the lab's bucket holds (default: ${DEFAULT-VALUE}).")
    private int objects = 3000;

    @Option(
            names = "--pachyderm-version",
            paramLabel = "VERSION",
            defaultValue = LabOptions.PACHYDERM,
            description = "Which Pachyderm the lab plays, pachctl included (default: ${DEFAULT-VALUE}).")
    private String pachydermVersion = LabOptions.PACHYDERM;

    @Option(
            names = "--pachctl-version",
            paramLabel = "VERSION",
            defaultValue = "",
            description = "Which pachctl the lab plays, if it is another one.")
    private String pachctlVersion = "";

    @Option(
            names = "--pace",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "How long the lab's pods take: 1 as usual, 0 not at all (default: ${DEFAULT-VALUE}).")
    private double pace = 1;

    @Option(
            names = "--atlas-version",
            paramLabel = "VERSION",
            defaultValue = "",
            description = "Which AtlasDB the lab plays; a runbook that works on one has 0.309.0 without it.")
    private String atlasVersion = "";

    @Option(
            names = "--trap",
            paramLabel = "NAME",
            description =
                    "Something that a Pachyderm of 1.x is known to do wrong, for the lab's to do: stop-unrecorded,"
                            + " extract-cut, wrong-cluster, not-admin or crowded; may be given again.")
    private List<String> traps = List.of();

    /** The same lab with what was chosen about its Pachyderm. */
    LabOptions of(LabOptions usual) throws Complaint {
        for (String trap : traps) {
            if (Trap.of(trap).isEmpty()) {
                throw Complaint.usage(
                        "there is no trap " + trap,
                        "There are "
                                + Arrays.stream(Trap.values()).map(Trap::word).collect(Collectors.joining(", ")) + ".");
            }
        }
        return chosen(usual.withTraps(traps));
    }

    private LabOptions chosen(LabOptions usual) throws Complaint {
        String client = pachctlVersion.isEmpty() ? pachydermVersion : pachctlVersion;
        if (pachydermVersion.matches(CLASSIC + "(," + CLASSIC + ")?")) {
            return usual.withPachctl(pachydermVersion).withPace(pace);
        }
        for (String version : List.of(pachydermVersion, client)) {
            if (!Flavour.isVersion(version)) {
                throw Complaint.usage(
                        "\"" + version + "\" is not a version of Pachyderm 2.x",
                        "Name one such as 2.8.10 or 2.12.0-rc.3.");
            }
        }
        if (!(pace >= 0 && pace <= 100)) {
            throw Complaint.usage("the pace is a number from 0 to 100", "1 is as usual.");
        }
        return usual.withPachyderm(pachydermVersion, client).withPace(pace);
    }

    /** The version of AtlasDB; empty if none was chosen. */
    String atlasVersion() {
        return atlasVersion;
    }

    long seed() {
        return seed;
    }

    int objects() {
        return objects;
    }
}
