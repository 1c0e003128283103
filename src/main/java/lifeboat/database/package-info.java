/**
 * PostgreSQL: reachability, TLS, sizes, counts by JDBC; dumps by the PostgreSQL client programs.
 *
 * <p>Invariants: Only this room sees java.sql; a password never reaches an argument list.
 */
@NullMarked
package lifeboat.database;

import org.jspecify.annotations.NullMarked;
