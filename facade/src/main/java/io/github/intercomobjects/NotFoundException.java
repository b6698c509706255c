package io.github.intercomobjects;

import io.github.intercomobjects.client.model.ErrorItem;
import java.util.regex.Pattern;

/**
 * Exception for an object, contact, conversation, or the custom object type itself, that does not
 * exist (404, or 200 with {@code found: false} in newer versions).
 *
 * <p>The {@code find} methods return an empty {@link java.util.Optional} for a missing object, but
 * throw this for a missing <em>type</em>. Check the identifier of the type in Intercom under
 * Settings &gt; Data &gt; Custom objects: it is fixed when the type is created, and does not follow
 * the label.
 */
public final class NotFoundException extends ApiException {
  private static final long serialVersionUID = 1;

  /** Matches "Custom object instance not found" (2.13) and "Object not found" (later versions). */
  private static final Pattern MISSING_OBJECT =
      Pattern.compile("(custom )?object( instance)? not found\\.?", Pattern.CASE_INSENSITIVE);

  NotFoundException(ApiException.Details details) {
    super(details);
  }

  /** Returns whether Intercom, and not a proxy, reports that something is missing. */
  boolean isFromIntercom() {
    return getErrors().stream()
        .anyMatch(error -> error.getCode() != null && error.getCode().endsWith("not_found"));
  }

  /**
   * Returns whether a custom object is missing, and not its type. Both have the same code and only
   * the text differs; an unknown text is treated as a missing type.
   */
  boolean isMissingObject() {
    return getErrors().stream()
        .map(ErrorItem::getMessage)
        .anyMatch(text -> text != null && MISSING_OBJECT.matcher(text.trim()).matches());
  }
}
