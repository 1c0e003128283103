/** The whole program as an operator meets it: a process of its own, a lab, answers through a pipe. */
@NullMarked
package lifeboat.story;

import org.jspecify.annotations.NullMarked;
