package lifeboat.lab.classic;

import java.util.Arrays;

/** The release of 1.x that is played, and how the releases differ. */
record Release(String text) {

    /** Whether it is this one or a later one. */
    boolean since(int... other) {
        int[] mine = Arrays.stream(text.split("[.-]", -1))
                .limit(3)
                .mapToInt(Integer::parseInt)
                .toArray();
        return Arrays.compare(mine, other) >= 0;
    }

    int minor() {
        return Integer.parseInt(text.split("\\.", -1)[1]);
    }

    int micro() {
        return Integer.parseInt(text.split("[.-]", -1)[2]);
    }

    /** Whether auth and enterprise are extracted, with the flags that go with it. */
    boolean extractsAuth() {
        return text.equals("1.11.9") || since(1, 12, 0);
    }

    /** Up to 1.10.3 a pipeline in standby that is stopped stays in standby, and crons go on while it is stopped. */
    boolean pausesEverything() {
        return since(1, 10, 4);
    }

    /** Whether a context that was made for another deployment is refused: 1.9.11 does, 1.9.12 does not, 1.10 does again. */
    boolean checksDeployment() {
        return text.equals("1.9.11") || since(1, 10, 0);
    }

    /** Whether open commits are left out of an extract; they were written as they are before, and then break a restore. */
    boolean leavesOpenCommitsOut() {
        return since(1, 10, 3);
    }

    /** Whether a stream of a version that is not known is refused; it is read and ignored before. */
    boolean refusesUnknownStreams() {
        return since(1, 10, 3);
    }

    /** Whether more than 16 pipelines, or more than 8 workers, need a licence. */
    boolean limitsWithoutLicence() {
        return since(1, 13, 0);
    }
}
