package lifeboat;

import picocli.CommandLine.Option;

/** What can be chosen about the lab. */
final class LabChoices {
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
            names = "--atlas-version",
            paramLabel = "VERSION",
            defaultValue = "",
            description = "Which AtlasDB the lab plays; a runbook that works on one has 0.309.0 without it.")
    private String atlasVersion = "";

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
