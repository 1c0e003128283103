/** From the bytes that a terminal sends to what the operator did. */
@NullMarked
package lifeboat.terminal.keys;

import org.jspecify.annotations.NullMarked;
