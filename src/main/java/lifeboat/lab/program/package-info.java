/**
 * Programs of a lab that are played in the lab's own process: what is started is small and hands everything on, so that a
 * call costs the start of a bare Java and no more.
 */
@NullMarked
package lifeboat.lab.program;

import org.jspecify.annotations.NullMarked;
