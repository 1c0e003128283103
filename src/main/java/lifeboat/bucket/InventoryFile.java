package lifeboat.bucket;

import java.nio.file.Path;

/**
 * An inventory that was written: one JSON object a line, in the order of the listing.
 *
 * @param file where it is
 * @param objects lines in it
 * @param bytes bytes of all the objects together
 * @param sha256 SHA-256 over the file, lower-case hex
 */
public record InventoryFile(Path file, long objects, long bytes, String sha256) {}
