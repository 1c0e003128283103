/**
 * AtlasDB as a rehearsal finds it: a store in PostgreSQL, a service that works with it, and programs that behave as the real
 * ones were seen to, their faults included.
 *
 * <p>Invariants: What the programs do to the store, they do to the store itself; nothing here knows who asks.
 */
@NullMarked
package lifeboat.lab.atlas;

import org.jspecify.annotations.NullMarked;
