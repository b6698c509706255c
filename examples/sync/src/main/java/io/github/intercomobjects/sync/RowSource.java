package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A source of rows: a file or a query. It is read row by row and any number of times, so the memory
 * needed does not depend on its length.
 */
interface RowSource extends AutoCloseable {
  /** Returns the name for messages. */
  String name();

  /** Returns the names of the columns, in the order of the cells. */
  List<String> header() throws CannotRunException;

  /** Returns the type of each column, which the mapping may override. */
  List<ColumnType> types() throws CannotRunException;

  /** Returns the indexes of the columns that attributes cannot hold. */
  default Set<Integer> unreadable() throws CannotRunException {
    return Set.of();
  }

  /**
   * Returns the rows from the first. The iterator throws {@link DataAccessException} if the source
   * cannot be read to its end.
   */
  CloseableIterator<RawRow> rows() throws CannotRunException;

  /**
   * Prepares for a mapping: cells of columns that it does not use need not be read, and are null.
   *
   * @throws CannotRunException if a column that it uses cannot be sent
   */
  default void use(Columns columns, Mapping mapping) throws CannotRunException {}

  /** Returns whether reading keeps a connection open, which others end if it is read slowly. */
  default boolean isConnection() {
    return false;
  }

  /**
   * Reads all rows if a connection would be open until later, and closes it.
   *
   * @param stop returns whether to end
   * @throws CannotRunException if the rows cannot be read to their end, or it is stopped
   */
  default void load(BooleanSupplier stop) throws CannotRunException {}

  /** Returns the separator for a report of failed rows. */
  default char separator() {
    return ',';
  }

  /** Returns the quote character for a report of failed rows. */
  default char quote() {
    return '"';
  }

  /** Returns the user's file that the rows are read from; null if there is none. */
  default @Nullable Path path() {
    return null;
  }

  /** Returns the file, or the database and its query, for the state file. It has no secrets. */
  default String identity() {
    return name();
  }

  /** Returns whether the last cell may be cut off. The last row must have been read. */
  default boolean mayEndInACell() {
    return false;
  }

  /** Returns whether the rows are a part of those of another source, whose state they share. */
  default boolean isPart() {
    return false;
  }

  /**
   * Returns the time of the run that read the rows, if they are of its report; null if they are
   * not, or the time is not known.
   */
  default @Nullable Instant reportRun() {
    return null;
  }

  /** Returns the cursor that may limit the rows; null if the source has none. */
  default @Nullable JdbcCursor cursor() {
    return null;
  }

  /** Returns whether rows of the source are left out that have not changed. */
  default boolean isLimited() {
    JdbcCursor cursor = cursor();
    return cursor != null && cursor.isLimiting();
  }

  /** Returns why the rows may be incomplete, as a sentence; null if there is no sign of it. */
  default @Nullable String doubt() {
    return null;
  }

  /** Closes what is open, whether or not the rows were read. */
  @Override
  default void close() {}
}
