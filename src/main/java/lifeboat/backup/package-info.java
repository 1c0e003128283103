/**
 * The manifest of a backup, and what its folder must hold.
 *
 * <p>Invariants: Only this room writes the backup folder's manifest, and it writes it last.
 */
@NullMarked
package lifeboat.backup;

import org.jspecify.annotations.NullMarked;
