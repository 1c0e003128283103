package lifeboat.fault;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says which faults of the fault table a test is about, such as {@code @Fault("F08")} or {@code @Fault({"F08", "F09"})}. On a
 * class it holds for all of its tests; on a method it counts instead of the class's.
 *
 * <p>When such a test ends, one line for each fault is left in a file of its own under {@code target/faults}, from which the
 * table of faults is made: fault, test, injected, survived, and why it was skipped, separated by tabs. Each run of a test
 * writes its file anew.
 *
 * <p>A test that injects its fault once needs no more than the annotation: one injected, and one survived if it passes. A test
 * that injects it many times takes a {@link Tally} as a parameter of its method and counts:
 *
 * <pre>{@code
 * @Test
 * @Fault("F08")
 * void aFullDiskLosesNothing(Tally tally) {
 *     for (int offset = 0; offset < 700; offset++) {
 *         tally.injected();
 *         fillTheDiskAt(offset);
 *         assertNothingIsLost();
 *         tally.survived();
 *     }
 * }
 * }</pre>
 *
 * <p>A test that cannot be done on this machine is aborted with a reason ({@code assumeTrue(false, "no python3 here")}); its
 * line then says {@code SKIPPED}.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FaultFiles.class)
public @interface Fault {
    /** The ids, as the fault table has them. */
    String[] value();
}
