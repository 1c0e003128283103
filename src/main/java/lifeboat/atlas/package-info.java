/**
 * What the AtlasDB command line tool and its lock endpoint can tell or do, for each line of versions.
 *
 * <p>Invariants: A command that a version is known to get wrong is not built. An exit code alone is never taken for success.
 * A timestamp file is never written over.
 */
@NullMarked
package lifeboat.atlas;

import org.jspecify.annotations.NullMarked;
