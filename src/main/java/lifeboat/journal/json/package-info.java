/**
 * JSON in the one form that can be hashed: RFC 8785, without floating-point numbers.
 *
 * <p>Invariants: what is written reads back as the same value, and equal values are equal bytes.
 */
@NullMarked
package lifeboat.journal.json;

import org.jspecify.annotations.NullMarked;
