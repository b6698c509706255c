package io.github.intercomobjects.sync;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query. The first pass over the rows continues the query that gave the columns;
 * each later pass runs it again. Nothing is committed, so a query that changes data has no effect.
 */
final class JdbcSource implements RowSource {
  /** The number of rows that a driver fetches at a time, if it streams at all. */
  private static final int FETCH_SIZE = 1_000;

  private final String url;
  private final String query;
  private final Properties login;
  private @Nullable List<JdbcColumn> columns;

  /** The open result whose columns were read, until {@link #rows} returns it. */
  private @Nullable Rows opened;

  /**
   * Creates a source. Nothing is sent to the database yet.
   *
   * @param url the URL, without a password
   * @param environment the environment variables with user and password, if the database needs them
   * @throws CannotRunException if a file that a variable names cannot be read
   */
  JdbcSource(String url, String query, Map<String, String> environment) throws CannotRunException {
    this.url = url;
    this.query = query;
    this.login = JdbcLogin.of(environment);
  }

  @Override
  public String name() {
    return "the query to " + JdbcUrl.shown(url);
  }

  @Override
  public String identity() {
    return name() + " (" + JdbcUrl.fingerprint(url, query) + ")";
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
      Rows rows = new Rows();
      known = rows.columns;
      for (JdbcColumn column : known) {
        if (column.isBinary()) {
          rows.close();
          throw new CannotRunException(
              name()
                  + " has the column \""
                  + column.name()
                  + "\" of a binary type, which attributes cannot hold; remove it from the query");
        }
      }
      columns = known;
      opened = rows;
    }
    return known;
  }

  @Override
  public CloseableIterator<RawRow> rows() throws CannotRunException {
    Rows unread = opened;
    opened = null;
    return unread == null ? new Rows() : unread;
  }

  @Override
  public void close() {
    Rows unread = opened;
    if (unread != null) {
      opened = null;
      unread.close();
    }
  }

  private Connection connect() throws SQLException, CannotRunException {
    if (DriverManager.drivers().noneMatch(driver -> JdbcUrl.isFor(driver, url))) {
      throw new CannotRunException(
          "there is no driver for "
              + JdbcUrl.shown(url)
              + " on the class path; add the jar of the JDBC driver");
    }
    return DriverManager.getConnection(url, login);
  }

  private String failure(SQLException e) {
    return name()
        + " failed: "
        + JdbcLogin.masked(String.valueOf(e.getMessage()), login)
        + (e.getSQLState() == null ? "" : " (SQL state " + e.getSQLState() + ")")
        + "; "
        + JdbcFailure.advice(e, url);
  }

  /** Returns the message for an exception or error of the driver, which no driver should throw. */
  private String driverFailure(Throwable e) {
    return name()
        + " failed in the driver: "
        + JdbcLogin.masked(e.toString(), login)
        + "; use another version of the driver, with all jars that it needs";
  }

  /** Rethrows a failure of this program, which is not one of a driver. */
  private static void requireOfDriver(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    if (trace.length == 0
        || trace[0].getClassName().startsWith(JdbcSource.class.getPackageName())) {
      if (e instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e;
    }
  }

  /** One pass over the rows. */
  private final class Rows extends LookAheadIterator<RawRow> implements CloseableIterator<RawRow> {
    private final Connection connection;
    private final ResultSet result;
    private final List<JdbcColumn> columns;
    private long number;
    private boolean ended;

    /** Runs the query. */
    Rows() throws CannotRunException {
      try {
        connection = connect();
      } catch (SQLException e) {
        throw new CannotRunException(failure(e), e);
      } catch (RuntimeException | LinkageError e) {
        requireOfDriver(e);
        throw new CannotRunException(driverFailure(e), e);
      }
      try {
        begin();
        // The statement is closed with its connection.
        @SuppressWarnings("resource")
        PreparedStatement statement =
            connection.prepareStatement(
                query, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(FETCH_SIZE);
        result = statement.executeQuery();
        columns = JdbcColumn.of(result.getMetaData());
      } catch (SQLException e) {
        close();
        throw new CannotRunException(failure(e), e);
      } catch (RuntimeException | LinkageError e) {
        close();
        requireOfDriver(e);
        throw new CannotRunException(driverFailure(e), e);
      }
    }

    private void begin() throws SQLException {
      // Without a transaction, PostgreSQL sends the complete result at once.
      connection.setAutoCommit(false);
      try {
        connection.setReadOnly(true);
      } catch (SQLException e) {
        // Some drivers do not support this; changes are rolled back in any case.
      }
    }

    @Override
    protected @Nullable RawRow advance() {
      List<@Nullable Object> cells = new ArrayList<>(columns.size());
      try {
        if (ended || !result.next()) {
          ended = true;
          return null;
        }
        for (JdbcColumn column : columns) {
          cells.add(column.read(result));
        }
      } catch (SQLException e) {
        throw new DataAccessException(failure(e), e);
      } catch (RuntimeException | LinkageError e) {
        requireOfDriver(e);
        throw new DataAccessException(driverFailure(e), e);
      }
      number++;
      return new RawRow(new Location(Location.Unit.ROW, number), cells);
    }

    @Override
    public void close() {
      try (Connection closed = connection) {
        closed.rollback();
      } catch (SQLException e) {
        // The connection is not used again.
      }
    }
  }
}
