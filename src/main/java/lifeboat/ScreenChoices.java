package lifeboat;

import java.util.Map;
import java.util.Optional;
import lifeboat.runbook.Given;

/**
 * What options say about the runs of a full screen.
 *
 * @param theme the theme that is asked for by name
 * @param given values of parameters, for the runbook that the command named
 * @param lab how a lab is made
 * @param keepLab whether it stays up afterwards
 */
record ScreenChoices(Optional<String> theme, Map<String, Given> given, LabChoices lab, boolean keepLab) {}
