/** The operator's terminal: keys in, cells out, size, colour depth, given back whatever happens. */
@NullMarked
package lifeboat.terminal;

import org.jspecify.annotations.NullMarked;
