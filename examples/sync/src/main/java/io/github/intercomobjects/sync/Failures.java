package io.github.intercomobjects.sync;

import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.ConnectionException;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.PermissionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The distinction between failures of one row and failures that affect every row. Thread-safe. */
final class Failures {
  /** The number of calls in a row that may fail together in one short outage. */
  private static final int MAX_CALLS_WITHOUT_RESPONSE = 2 * Workers.THREADS;

  private final String address;
  private final AtomicBoolean anyResponse = new AtomicBoolean();
  private final AtomicInteger callsWithoutResponse = new AtomicInteger();

  /**
   * @param address the base URL of the calls
   */
  Failures(String address) {
    this.address = address;
  }

  /** Records that a call received a response. */
  void responseReceived() {
    anyResponse.set(true);
    callsWithoutResponse.set(0);
  }

  /**
   * Returns why the row of a failed call was not stored.
   *
   * @param e the failure of the call, or the reason why it was not sent, such as a key that
   *     Intercom reserves
   * @throws CannotRunException if other rows would fail for the same reason
   */
  String reason(RuntimeException e) throws CannotRunException {
    if (!(e instanceof IntercomException)) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof AuthenticationException) {
      throw new CannotRunException(
          "the access token is not accepted at "
              + address
              + ": "
              + e.getMessage()
              + "; check "
              + Shell.TOKEN
              + " under Developer Hub > Your app > Authentication, and that --region is the region"
              + " of the workspace",
          e);
    }
    if (e instanceof PermissionException) {
      throw new CannotRunException("the access token lacks a permission: " + e.getMessage(), e);
    }
    if (e instanceof ConnectionException) {
      if (!anyResponse.get()) {
        throw new CannotRunException(
            "cannot connect to " + address + ": " + e.getMessage() + "; check the network", e);
      }
      if (callsWithoutResponse.incrementAndGet() >= MAX_CALLS_WITHOUT_RESPONSE) {
        throw new CannotRunException(
            "the connection to "
                + address
                + " was lost: "
                + MAX_CALLS_WITHOUT_RESPONSE
                + " calls in a row received no response: "
                + e.getMessage()
                + "; check the network and run the command again",
            e);
      }
    } else {
      responseReceived();
    }
    return String.valueOf(e.getMessage());
  }

  /** Returns why a call failed, whichever rows that affects. */
  String text(IntercomException e) {
    try {
      return reason(e);
    } catch (CannotRunException cannotRun) {
      return cannotRun.text();
    }
  }

  /**
   * Returns the failure to list the objects of a type.
   *
   * @param effect what was written, as a clause
   * @throws CannotRunException if the token or the connection is the cause
   */
  CannotRunException cannotList(String type, String effect, IntercomException e)
      throws CannotRunException {
    return e instanceof NotFoundException unknown
        ? unknownType(type, unknown)
        : new CannotRunException(
            "the objects of " + type + " cannot be listed: " + reason(e) + "; " + effect, e);
  }

  /** Returns the failure for a 404 of an upsert, which can only mean an unknown type. */
  static CannotRunException unknownType(String type, NotFoundException e) {
    return new CannotRunException(
        "there is no custom object type \""
            + type
            + "\": "
            + e.getMessage()
            + "; give its identifier with --type. Intercom shows it under Settings > Data > Custom"
            + " objects; it is case-sensitive, and may differ from the label",
        e);
  }
}
