package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source of rows: a file or a query. It is read row by row and any number of times, so the memory
 * needed does not depend on its length.
 */
interface RowSource {
  /** Returns the name for messages. */
  String name();

  /** Returns the names of the columns, in the order of the cells. */
  List<String> header() throws CannotRunException;

  /** Returns the type of each column, which the mapping may override. */
  List<ColumnType> types() throws CannotRunException;

  /**
   * Returns the rows from the first. The iterator throws {@link DataAccessException} if the source
   * cannot be read to its end.
   */
  CloseableIterator<RawRow> rows() throws CannotRunException;

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
}
