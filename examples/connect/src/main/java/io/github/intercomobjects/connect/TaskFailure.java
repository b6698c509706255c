package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.NotFoundException;
import org.apache.kafka.connect.errors.ConnectException;

/** The reasons why a task cannot continue, with the remedy, as the status of a task shows them. */
final class TaskFailure {
  private TaskFailure() {}

  /** Returns the exception for a change that failed. */
  static ConnectException of(Change change, Throwable cause) {
    String type = change.object().type();
    if (cause instanceof ApiException e && FailureKind.isFullType(e)) {
      return new ConnectException(
          "the type "
              + type
              + " has no room for another object; delete objects that agents do not need, or ask"
              + " Intercom for a higher limit, and restart the task. Intercom responded with "
              + FailureText.ofRejection(e, change.names(), change.values()));
    }
    if (cause instanceof NotFoundException) {
      return new ConnectException(FailureText.unknownType(type));
    }
    return cause instanceof ApiException e
        ? stopped(FailureText.ofTask(e, change.names(), change.values()))
        : of(cause);
  }

  /** Returns the exception for a failure that is not about one change. */
  static ConnectException of(Throwable cause) {
    return cause instanceof ConnectException e ? e : stopped(String.valueOf(cause.getMessage()));
  }

  private static ConnectException stopped(String reason) {
    return new ConnectException("the task cannot continue; its records remain in Kafka: " + reason);
  }
}
