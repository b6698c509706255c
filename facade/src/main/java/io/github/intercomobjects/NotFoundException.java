package io.github.intercomobjects;

import io.github.intercomobjects.client.model.ErrorItem;
import java.util.regex.Pattern;

/**
 * What the call named does not exist: the object, the contact, the conversation, or the custom
 * object type itself (404, or 200 with {@code found: false} in newer versions).
 *
 * <p>The {@code find} methods give an empty {@link java.util.Optional} for a missing object
 * instead; a missing <em>type</em> is always this exception. Check the identifier of the type in
 * Intercom under Settings &gt; Data &gt; Custom objects: it is fixed when the type is made, and
 * does not follow the label.
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1;

  /**
   * Matches "Custom object instance not found" of 2.13 and "Object not found" of later versions.
   */
  private static final Pattern MISSING_OBJECT =
      Pattern.compile("(custom )?object( instance)? not found\\.?", Pattern.CASE_INSENSITIVE);

  NotFoundException(ApiException.Details details) {
    super(details);
  }

  /** Returns whether Intercom reports that something is missing, and not a proxy. */
  boolean isFromIntercom() {
    for (ErrorItem error : getErrors()) {
      if (error.getCode() != null && error.getCode().endsWith("not_found")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a custom object is missing, and not its type. Both have the same code, so only
   * the text tells them apart; a text that is not recognised is taken for a missing type.
   */
  boolean isMissingObject() {
    for (ErrorItem error : getErrors()) {
      String message = error.getMessage();
      if (message != null && MISSING_OBJECT.matcher(message.trim()).matches()) {
        return true;
      }
    }
    return false;
  }
}
