/**
 * What reads from outside, given any bytes: harnesses for Jazzer, which the profile soak drives, and for a short run of seeded
 * mutations in every build.
 */
@NullMarked
package lifeboat.fuzz;

import org.jspecify.annotations.NullMarked;
