package lifeboat.terminal.paint;

import lifeboat.terminal.ColourDepth;

/**
 * What a terminal understands.
 *
 * @param unicode whether it shows more than ASCII
 * @param dims whether it knows dim text
 */
public record Tongue(ColourDepth depth, boolean unicode, boolean dims) {}
