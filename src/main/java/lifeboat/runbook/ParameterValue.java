package lifeboat.runbook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import lifeboat.runbook.Parameter.Type;

/** What values the types of parameters accept. */
final class ParameterValue {
    private ParameterValue() {}

    /** Why a value that is not empty does not fit the type. */
    static Optional<String> refusal(Type type, List<String> choices, String value) {
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("it holds a control character");
        }
        if (type != Type.SECRET && Characters.firstForbidden(value).isPresent()) {
            return Optional.of("it holds a character that cannot be seen");
        }
        // A value may become an argument of a program, which would take it for an option; spaces around it do not
        // count.
        if (type != Type.SECRET && value.strip().startsWith("-")) {
            return Optional.of("it must not start with a hyphen");
        }
        return switch (type) {
            case STRING, SECRET, PATH, CONTEXT, PACHCTL_CONTEXT -> Optional.empty();
            case NUMBER -> unless(value.matches("0|[1-9][0-9]{0,8}"), "it must be a whole number");
            case BOOLEAN -> unless(value.equals("true") || value.equals("false"), "it must be true or false");
            case CHOICE -> unless(choices.contains(value), "it must be one of " + Nearest.list(choices));
            case HOST ->
                unless(
                        value.matches("[A-Za-z0-9:/\\[][A-Za-z0-9._:/%\\[\\]-]{0,254}"),
                        "it must be a host name or an address");
            case PORT ->
                unless(
                        value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) <= 65535,
                        "it must be a port from 1 to 65535");
            case URL -> unless(isUrl(value), "it must be a URL such as https://host:port/path");
            case DURATION ->
                unless(DurationText.parse(value).isPresent(), "it must be a duration such as 90s, 5m or 1h30m");
            case NAMESPACE ->
                unless(
                        value.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"),
                        "it must be lower-case letters, digits and hyphens");
            case BUCKET ->
                unless(
                        value.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,254}"),
                        "it must be letters, digits, dots, underscores and hyphens");
        };
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = new URI(value);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException broken) {
            return false;
        }
    }

    private static Optional<String> unless(boolean fine, String refusal) {
        return fine ? Optional.empty() : Optional.of(refusal);
    }
}
