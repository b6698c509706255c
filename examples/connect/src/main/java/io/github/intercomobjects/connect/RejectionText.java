package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.ConflictException;
import io.github.intercomobjects.DroppedAttributesException;
import io.github.intercomobjects.IncompleteAssociationsException;
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
    if (contact != null && cause instanceof DroppedAttributesException) {
      return change
          + " is stored and not linked; check that contacts have the attribute "
          + contact.attribute()
          + ", and that it refers to "
          + change.object().type();
    }
    if (contact != null && cause instanceof IncompleteAssociationsException) {
      return change
          + " is stored and not linked, because its contact has more objects than Intercom shows, and"
          + " a link could detach them; link by an attribute of the object";
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
