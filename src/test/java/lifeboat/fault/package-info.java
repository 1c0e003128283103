/**
 * Which test stands for which fault, and how often the fault was injected and survived.
 */
@NullMarked
package lifeboat.fault;

import org.jspecify.annotations.NullMarked;
