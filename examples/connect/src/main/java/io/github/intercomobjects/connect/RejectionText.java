package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.ConflictException;
import org.apache.kafka.connect.errors.ConnectException;

/** The reasons why a record cannot be stored, as the headers of a dead letter show them. */
final class RejectionText {
  private RejectionText() {}

  /** Returns the exception to report, without a cause: the headers would have its message. */
  static ConnectException of(Change change, Throwable cause) {
    return new ConnectException(text(change, cause));
  }

  private static String text(Change change, Throwable cause) {
    ObjectConfig.Contact contact = change.object().contact();
    if (contact != null && FailureKind.of(cause) == FailureKind.NO_CONTACT) {
      return "the field "
          + contact.field()
          + " of "
          + change
          + " names a contact that Intercom does not have; create the contact, or set "
          + ObjectSettings.name(change.object().name(), ObjectSettings.CONTACT_MISSING);
    }
    if (contact != null && cause instanceof ConflictException e && e.getStatus() == 200) {
      return "the field "
          + contact.field()
          + " of "
          + change
          + " is the e-mail address of several contacts; name the contact by external id or id";
    }
    return "Intercom rejected "
        + change
        + ": "
        + (cause instanceof ApiException e
            ? FailureText.ofRejection(e, change.names(), change.values())
            : FailureText.withoutValues(
                String.valueOf(cause.getMessage()), change.names(), change.values()));
  }
}
