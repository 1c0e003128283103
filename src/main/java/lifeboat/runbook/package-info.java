/**
 * What an operator reads: runbook, step, action, parameter, hold; read and validated from YAML with line and column.
 *
 * <p>Invariants: No I/O but the text it is given; no other room is imported; only this room sees SnakeYAML.
 */
@NullMarked
package lifeboat.runbook;

import org.jspecify.annotations.NullMarked;
