package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where rows come from: a file or a query. It is read row by row, from its start as often as
 * needed, and a source of any length takes the same memory.
 */
interface RowSource {
  /** What messages call it. */
  String name();

  /** The columns by their names, in the order of the cells. */
  List<String> header() throws CannotRunException;

  /** What the cells of each column hold where the mapping does not say it. */
  List<ColumnType> types() throws CannotRunException;

  /**
   * The rows from the first on. The iterator throws {@link CannotGoOnException} if the source
   * cannot be read to its end.
   */
  CloseableIterator<RawRow> rows() throws CannotRunException;

  /** What separates the cells of rows that are written into a file. */
  default char separator() {
    return ',';
  }

  /** What encloses cells that are written into a file. */
  default char quote() {
    return '"';
  }

  /** The file that the rows come from; null if they come from no file of the user's. */
  default @Nullable Path path() {
    return null;
  }
}
