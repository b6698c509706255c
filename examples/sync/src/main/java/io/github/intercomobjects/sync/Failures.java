package io.github.intercomobjects.sync;

import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.ConnectionException;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.PermissionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells a failure that concerns one row from one that every row would meet. Thread-safe. */
final class Failures {
  /** As many as can fail together in one short outage. */
  private static final int UNANSWERED_IN_A_ROW = 2 * Workers.THREADS;

  private final String address;
  private final AtomicBoolean everAnswered = new AtomicBoolean();
  private final AtomicInteger unanswered = new AtomicInteger();

  /**
   * @param address where the calls go
   */
  Failures(String address) {
    this.address = address;
  }

  /** A call was answered. */
  void answered() {
    everAnswered.set(true);
    unanswered.set(0);
  }

  /**
   * What to say about the row that the call was for.
   *
   * @param e of Intercom or on the way there, or why the library sent nothing, such as a key that
   *     Intercom reserves
   * @throws CannotRunException if the other rows will not do better
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
              + " under Developer Hub > Your app > Authentication, and that --region is where the"
              + " workspace is hosted",
          e);
    }
    if (e instanceof PermissionException) {
      throw new CannotRunException("the access token may not do this: " + e.getMessage(), e);
    }
    if (e instanceof ConnectionException) {
      if (!everAnswered.get()) {
        throw new CannotRunException(
            "cannot connect to " + address + ": " + e.getMessage() + "; check the network", e);
      }
      if (unanswered.incrementAndGet() >= UNANSWERED_IN_A_ROW) {
        throw new CannotRunException(
            "the connection to "
                + address
                + " is lost, "
                + UNANSWERED_IN_A_ROW
                + " calls in a row had no answer: "
                + e.getMessage()
                + "; check the network and run it again",
            e);
      }
    } else {
      answered();
    }
    return String.valueOf(e.getMessage());
  }

  /** An upsert names the type and nothing else that could be missing. */
  static CannotRunException unknownType(String type, NotFoundException e) {
    return new CannotRunException(
        "there is no custom object type \""
            + type
            + "\": "
            + e.getMessage()
            + "; look up its identifier in Intercom under Settings > Data > Custom objects (case"
            + " counts, and a label that was changed does not) and give it with --type",
        e);
  }
}
