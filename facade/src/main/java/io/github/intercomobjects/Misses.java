package io.github.intercomobjects;

import io.github.intercomobjects.client.model.ErrorItem;
import java.util.regex.Pattern;

/**
 * Tells an object that does not exist from everything else that Intercom answers with 404 {@code
 * not_found}: an unknown type has the same code, so only the text tells. A text that is not
 * recognised is no miss.
 */
final class Misses {
  /** "Custom object instance not found" in 2.13, "Object not found" since. */
  private static final Pattern MISSING_OBJECT =
      Pattern.compile("(custom )?object( instance)? not found\\.?", Pattern.CASE_INSENSITIVE);

  private Misses() {}

  /** Whether Intercom says that what the address names does not exist, and no proxy does. */
  static boolean isMissing(NotFoundException e) {
    for (ErrorItem error : e.getErrors()) {
      if (error.getCode() != null && error.getCode().endsWith("not_found")) {
        return true;
      }
    }
    return false;
  }

  static boolean isMissingObject(ApiException e) {
    if (!(e instanceof NotFoundException)) {
      return false;
    }
    for (ErrorItem error : e.getErrors()) {
      String message = error.getMessage();
      if (message != null && MISSING_OBJECT.matcher(message.trim()).matches()) {
        return true;
      }
    }
    return false;
  }
}
