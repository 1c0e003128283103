/**
 * What is done with Helm: the values of a release are edited, and the program {@code helm} is asked to install and uninstall.
 *
 * <p>Invariants: A value that may be a secret is never shown. The program gets argument lists only.
 */
@NullMarked
package lifeboat.cluster.helm;

import org.jspecify.annotations.NullMarked;
