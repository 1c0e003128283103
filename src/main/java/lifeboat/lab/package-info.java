/**
 * The rehearsal world: API server, PostgreSQL, S3, stand-in programs, all on loopback, able to fail on request.
 *
 * <p>Invariants: Nobody but the root imports it; it listens on loopback only and ends by itself.
 */
@NullMarked
package lifeboat.lab;

import org.jspecify.annotations.NullMarked;
