package lifeboat.lab.kube;

/** Somebody who works on the objects by hearing what changed. */
interface Controller {
    /** Called while the store is locked: takes note, and does the work on the loop. */
    void heard(Change change);
}
