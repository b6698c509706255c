package io.github.intercomobjects.sync;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** The advice for failures of databases, by the kind of their SQL states. */
final class JdbcFailure {
  /** The state of PostgreSQL if it needs a password and none is given. */
  private static final String REJECTED_CONNECTION = "08004";

  private static final int ORACLE_LOGIN_DENIED = 1017;
  private static final int SQL_SERVER_LOGIN_FAILED = 18456;

  /** Classes for locks, lacking resources and interventions, which pass. */
  private static final Set<String> TEMPORARY = Set.of("40", "53", "55", "57", "58");

  /** Classes for connections, logins, and transactions that cannot continue. */
  private static final Set<String> OF_CONNECTION = Set.of("08", "25", "28");

  private JdbcFailure() {}

  /** Returns whether a failure concerns more than the cell that was read. */
  static boolean isOfConnection(SQLException e) {
    String state = e.getSQLState();
    String kind = state == null || state.length() < 2 ? "" : state.substring(0, 2);
    return OF_CONNECTION.contains(kind)
        || TEMPORARY.contains(kind)
        || e instanceof SQLNonTransientConnectionException
        || e instanceof SQLRecoverableException
        || e instanceof SQLTransientException;
  }

  /** Returns what to do about a failure. */
  static String advice(SQLException e, String url) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return Fault.text(cause);
      }
    }
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    if (isLogin(e, state, url)) {
      return "check the user and password in " + JdbcUrl.USER + " and " + JdbcUrl.PASSWORD;
    }
    if (state.length() < 2) {
      return "check the query and the URL";
    }
    String kind = state.substring(0, 2);
    if (kind.equals("08")) {
      return "check the URL, and that the database can be reached";
    }
    if (kind.equals("3D")) {
      return "check the name of the database in the URL";
    }
    return TEMPORARY.contains(kind)
        ? "run the command again, and check the database if it fails again"
        : "check the query";
  }

  private static boolean isLogin(SQLException e, String state, String url) {
    return state.startsWith("28")
        || state.equals(REJECTED_CONNECTION)
        || (url.startsWith("jdbc:oracle:") && e.getErrorCode() == ORACLE_LOGIN_DENIED)
        || (url.startsWith("jdbc:sqlserver:") && e.getErrorCode() == SQL_SERVER_LOGIN_FAILED);
  }
}
