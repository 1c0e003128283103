package lifeboat;

/**
 * A value of a parameter and where it came from.
 *
 * @param origin {@code option}, {@code file}, {@code environment}, {@code default}, {@code operator} or {@code lab}
 */
record Given(String value, String origin) {}
