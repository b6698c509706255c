package io.github.intercomobjects.connect;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.ConnectionException;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.DroppedAttributesException;
import io.github.intercomobjects.GuardedException;
import io.github.intercomobjects.IncompleteAssociationsException;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.PermissionException;
import io.github.intercomobjects.UnsupportedVersionException;
import io.github.intercomobjects.client.model.ErrorItem;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of failures, by what they demand. */
enum FailureKind {
  /** The record is bad: it is reported. */
  RECORD,

  /** The contact that the record names does not exist. */
  NO_CONTACT,

  /** Intercom or the network fails for some time: the record is sent again. */
  TRANSIENT,

  /** A guard refused the change. */
  REFUSED,

  /** Nothing can be sent until somebody changes something: the task fails. */
  TASK;

  private static final Set<Integer> OF_RECORD = Set.of(200, 400, 409, 410, 413, 422);

  /** Intercom does not document the message, so that the patterns are wide. */
  private static final Pattern FULL =
      Pattern.compile(
          "\\b(limit|maximum|too many|already has)\\b.*\\b(records|objects|instances)\\b"
              + "|\\b(records?|objects?|instances?)\\b.*\\blimit\\b");

  /** A quoted part of a message, which may be a customer's value; not an apostrophe. */
  private static final Pattern QUOTED =
      Pattern.compile(
          "\"[^\"]*\"|`[^`]*`|\u201c[^\u201d]*\u201d"
              + "|(?<![\\p{L}\\p{N}])['\u2018].*?['\u2019](?![\\p{L}\\p{N}])");

  /** Limits of values and of calls, which are not those of a type. */
  private static final Pattern OTHER_LIMIT = Pattern.compile("character|length|bytes|\\brate\\b");

  static FailureKind of(Throwable failure) {
    if (failure instanceof GuardedException || failure instanceof ContactLinker.RefusedException) {
      return REFUSED;
    }
    if (failure instanceof ConnectionException || failure instanceof DecodingException) {
      return TRANSIENT;
    }
    if (failure instanceof DroppedAttributesException
        || failure instanceof IncompleteAssociationsException) {
      return RECORD;
    }
    return failure instanceof ApiException e ? of(e) : TASK;
  }

  private static FailureKind of(ApiException e) {
    if (isOfClient(e) || isFullType(e)) {
      return TASK;
    }
    if (e instanceof NotFoundException) {
      return isOfContact(e) ? NO_CONTACT : TASK;
    }
    int status = e.getStatus();
    if (status == 408 || status == 429 || status >= 500) {
      return TRANSIENT;
    }
    return OF_RECORD.contains(status) ? RECORD : TASK;
  }

  /** Returns whether the token or the version is the reason, whatever the call is. */
  static boolean isOfClient(ApiException e) {
    return e instanceof AuthenticationException
        || e instanceof PermissionException
        || e instanceof UnsupportedVersionException;
  }

  /** Returns whether a call about a contact failed, and not one about an object. */
  private static boolean isOfContact(ApiException e) {
    return e.getPathTemplate().startsWith("/contacts");
  }

  /** Returns whether Intercom responded: that a contact is missing may be remembered. */
  static boolean hasResponse(Throwable failure) {
    return !(failure instanceof IntercomException e) || e.getAttempts() > 0;
  }

  /** Returns whether a rejection names only attributes that a change does not have. */
  static boolean isOfOther(Throwable rejection, Change change) {
    return rejection instanceof ApiException e
        && !e.getErrors().isEmpty()
        && e.getErrors().stream()
            .map(ErrorItem::getField)
            .allMatch(field -> field != null && !isOf(field, change));
  }

  private static boolean isOf(String field, Change change) {
    String name = field.substring(field.lastIndexOf('.') + 1);
    // The times and the id are no attributes, and any change may have them.
    return name.startsWith("external_")
        || change.names().contains(name)
        || change.names().contains(field);
  }

  /** Returns whether the type has no room for another object. */
  static boolean isFullType(ApiException e) {
    return e.getErrors().stream().anyMatch(FailureKind::isFullType);
  }

  private static boolean isFullType(ErrorItem error) {
    if ("custom_data_limit_reached".equals(error.getCode())) {
      return true;
    }
    if (error.getField() != null || error.getMessage() == null) {
      // It is about a value.
      return false;
    }
    String text = QUOTED.matcher(error.getMessage()).replaceAll("…").toLowerCase(Locale.ROOT);
    return FULL.matcher(text).find() && !OTHER_LIMIT.matcher(text).find();
  }
}
