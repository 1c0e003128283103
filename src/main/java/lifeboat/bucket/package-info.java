/**
 * Object stores: inventory, clone, compare, put, get.
 *
 * <p>Invariants: Only this room sees the AWS SDK; keys are data, never paths; memory does not grow with the bucket.
 */
@NullMarked
package lifeboat.bucket;

import org.jspecify.annotations.NullMarked;
