package io.github.intercomobjects.sync;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered JDBC driver for {@code jdbc:scripted:}, whose columns and cells a test defines: it
 * behaves as drivers do whose databases cannot be installed.
 */
final class ScriptedDriver implements AutoCloseable {
  static final String URL = "jdbc:scripted:shop";

  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();
  private final Driver driver = proxy(Driver.class, this::driver);
  private @Nullable SQLException failure;

  /** The calls that set up or end a connection, such as {@code setFetchSize(1000)}. */
  final List<String> calls = new ArrayList<>();

  /** The name that the driver gives to itself. */
  String name = "Scripted";

  /** Runs when a connection is closed. */
  Runnable onClose = () -> {};

  ScriptedDriver(Column... columns) throws SQLException {
    this.columns = List.of(columns);
    DriverManager.registerDriver(driver);
  }

  /** A column, with its type in {@link java.sql.Types} or of a vendor. */
  record Column(String name, int type, String typeName) {}

  /** A cell, which is read by a getter: {@code String}, {@code Object} or a class. */
  interface Cell {
    @Nullable Object get(String getter) throws SQLException;
  }

  static Cell cell(@Nullable Object value) {
    return getter -> value == null || getter.equals("Object") ? value : value.toString();
  }

  ScriptedDriver row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Lets the query fail. */
  ScriptedDriver failing(SQLException e) {
    failure = e;
    return this;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            ScriptedDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object driver(Object self, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "acceptsURL" -> arguments != null && URL.equals(arguments[0]);
      case "connect" -> proxy(Connection.class, this::connection);
      case "equals" -> arguments != null && self == arguments[0];
      case "hashCode" -> 1;
      default -> null;
    };
  }

  private @Nullable Object connection(Object self, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "createStatement", "prepareStatement" -> proxy(PreparedStatement.class, this::statement);
      case "getMetaData" -> proxy(DatabaseMetaData.class, (meta, of, none) -> name);
      case "isClosed" -> calls.contains("abort");
      case "close" -> {
        onClose.run();
        yield null;
      }
      case "setAutoCommit", "abort", "rollback" -> {
        calls.add(
            method.getName()
                + (method.getName().equals("setAutoCommit") ? Arrays.toString(arguments) : ""));
        yield null;
      }
      default -> null;
    };
  }

  private @Nullable Object statement(Object self, Method method, Object @Nullable [] arguments)
      throws SQLException {
    if (method.getName().equals("executeQuery")) {
      if (failure != null) {
        throw failure;
      }
      return proxy(ResultSet.class, new Result());
    }
    calls.add(method.getName() + Arrays.toString(arguments));
    return null;
  }

  /** The position in the rows. */
  private final class Result implements InvocationHandler {
    private int row = -1;

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments)
        throws SQLException {
      return switch (method.getName()) {
        case "next" -> {
          row++;
          yield row < rows.size();
        }
        case "getMetaData" -> proxy(ResultSetMetaData.class, ScriptedDriver.this::about);
        case "wasNull" -> false;
        default -> arguments == null ? null : read(method.getName(), arguments);
      };
    }

    private @Nullable Object read(String method, Object[] arguments) throws SQLException {
      String getter =
          arguments.length == 2
              ? ((Class<?>) arguments[1]).getSimpleName()
              : method.replaceFirst("^get", "");
      return rows.get(row).get((Integer) arguments[0] - 1).get(getter);
    }
  }

  private @Nullable Object about(Object self, Method method, Object @Nullable [] arguments) {
    if (arguments == null) {
      return columns.size();
    }
    Column column = columns.get((Integer) arguments[0] - 1);
    return switch (method.getName()) {
      case "getColumnLabel" -> column.name();
      case "getColumnType" -> column.type();
      case "getColumnTypeName" -> column.typeName();
      default -> 0;
    };
  }

  @Override
  public void close() throws SQLException {
    DriverManager.deregisterDriver(driver);
  }
}
