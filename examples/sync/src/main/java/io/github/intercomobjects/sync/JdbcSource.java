package io.github.intercomobjects.sync;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query, asked for anew at each reading. Nothing is ever committed, so a query that
 * changes something changes nothing.
 */
final class JdbcSource implements RowSource {
  /** Rows that a driver takes from the database at a time, if it streams at all. */
  private static final int FETCHED = 1_000;

  private final String url;
  private final String query;
  private final Properties login = new Properties();
  private @Nullable List<JdbcColumn> columns;

  /**
   * @param url without a password
   * @param environment has user and password, where the database wants them
   */
  JdbcSource(String url, String query, Map<String, String> environment) {
    this.url = url;
    this.query = query;
    put("user", environment.get(JdbcUrl.USER));
    put("password", environment.get(JdbcUrl.PASSWORD));
  }

  private void put(String property, @Nullable String value) {
    if (value != null) {
      login.setProperty(property, value);
    }
  }

  @Override
  public String name() {
    return "the query to " + JdbcUrl.shown(url);
  }

  @Override
  public List<String> header() throws CannotRunException {
    return columns().stream().map(JdbcColumn::name).toList();
  }

  @Override
  public List<ColumnType> types() throws CannotRunException {
    return columns().stream().map(JdbcColumn::type).toList();
  }

  private List<JdbcColumn> columns() throws CannotRunException {
    List<JdbcColumn> known = columns;
    if (known == null) {
      try (Rows rows = new Rows(1)) {
        known = rows.columns;
      }
      for (JdbcColumn column : known) {
        if (column.isBinary()) {
          throw new CannotRunException(
              name()
                  + " has the column \""
                  + column.name()
                  + "\" with bytes, which no attribute holds; leave it out of the query");
        }
      }
      columns = known;
    }
    return known;
  }

  @Override
  public CloseableIterator<RawRow> rows() throws CannotRunException {
    // All of them.
    return new Rows(0);
  }

  private Connection connect() throws SQLException, CannotRunException {
    if (DriverManager.drivers().noneMatch(driver -> JdbcUrl.isFor(driver, url))) {
      throw new CannotRunException(
          "there is no driver for "
              + JdbcUrl.shown(url)
              + " on the class path; add the jar of the database's JDBC driver to it");
    }
    return DriverManager.getConnection(url, login);
  }

  private String failure(SQLException e) {
    return name()
        + " failed: "
        + e.getMessage()
        + (e.getSQLState() == null ? "" : " (SQL state " + e.getSQLState() + ")")
        + "; check the query, the address, and user and password in "
        + JdbcUrl.USER
        + " and "
        + JdbcUrl.PASSWORD;
  }

  /** One reading. */
  private final class Rows implements CloseableIterator<RawRow> {
    private final Connection connection;
    private final ResultSet result;
    private final List<JdbcColumn> columns;
    private long number;
    private boolean ahead;
    private boolean ended;

    /**
     * @param limit of rows; 0 for none
     */
    Rows(int limit) throws CannotRunException {
      try {
        connection = connect();
      } catch (SQLException e) {
        throw new CannotRunException(failure(e), e);
      }
      try {
        begin();
        // The statement is closed with its connection.
        @SuppressWarnings("resource")
        PreparedStatement statement =
            connection.prepareStatement(
                query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(FETCHED);
        statement.setMaxRows(limit);
        result = statement.executeQuery();
        columns = JdbcColumn.of(result.getMetaData());
      } catch (SQLException e) {
        close();
        throw new CannotRunException(failure(e), e);
      }
    }

    private void begin() throws SQLException {
      // Without a transaction, PostgreSQL sends the whole result at once.
      connection.setAutoCommit(false);
      try {
        connection.setReadOnly(true);
      } catch (SQLException e) {
        // Some drivers cannot; what a query might change is rolled back in any case.
      }
    }

    @Override
    public boolean hasNext() {
      if (!ahead && !ended) {
        try {
          ahead = result.next();
          ended = !ahead;
        } catch (SQLException e) {
          throw new CannotGoOnException(failure(e), e);
        }
      }
      return ahead;
    }

    @Override
    public RawRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ahead = false;
      number++;
      List<@Nullable Object> cells = new ArrayList<>(columns.size());
      try {
        for (JdbcColumn column : columns) {
          cells.add(column.read(result));
        }
      } catch (SQLException e) {
        throw new CannotGoOnException(failure(e), e);
      }
      return new RawRow(new Place(Place.Unit.ROW, number), cells);
    }

    @Override
    public void close() {
      try (Connection closed = connection) {
        closed.rollback();
      } catch (SQLException e) {
        // What was read is read, and the connection is of no more use.
      }
    }
  }
}
