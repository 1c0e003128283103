package lifeboat.planted;

/**
 * A bug, as an edit of one of our files.
 *
 * @param name what goes wrong
 * @param file below the folder of sources
 * @param is what stands there, exactly once
 * @param becomes what stands there with the bug
 * @param catcher the test that has to fail, a class below {@code lifeboat} and a method
 */
record PlantedBug(String name, String file, String is, String becomes, String catcher) {
    String testClass() {
        return "lifeboat." + catcher.substring(0, catcher.indexOf('#'));
    }

    String testMethod() {
        return catcher.substring(catcher.indexOf('#') + 1);
    }
}
