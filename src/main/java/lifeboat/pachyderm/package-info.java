/**
 * What pachctl can tell or do, for each version line: contexts, versions, pause.
 *
 * <p>Invariants: Imports process and nothing else of ours.
 */
@NullMarked
package lifeboat.pachyderm;

import org.jspecify.annotations.NullMarked;
