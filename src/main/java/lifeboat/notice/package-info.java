/**
 * Tells people: posts a text to a webhook.
 *
 * <p>Invariants: a notice is sent once and never retried here; the address is never part of a message, because a
 * webhook's path is often its secret.
 */
@NullMarked
package lifeboat.notice;

import org.jspecify.annotations.NullMarked;
