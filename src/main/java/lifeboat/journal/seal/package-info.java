/**
 * Signatures under a journal, in the form of OpenSSH ({@code PROTOCOL.sshsig}), so that {@code ssh-keygen -Y} makes and checks
 * them as well.
 *
 * <p>Invariants: no file is touched here, and no program started.
 */
@NullMarked
package lifeboat.journal.seal;

import org.jspecify.annotations.NullMarked;
