package lifeboat.cluster;

/**
 * What the API server answered about one permission.
 *
 * @param permission what was asked
 * @param allowed whether it may be done now
 * @param reason the API server's words; empty when it gave none
 */
public record Access(Permission permission, boolean allowed, String reason) {}
