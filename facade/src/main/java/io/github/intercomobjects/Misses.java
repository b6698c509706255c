package io.github.intercomobjects;

import io.github.intercomobjects.client.model.ErrorItem;
import java.util.regex.Pattern;

/**
 * Tells what does not exist from everything else that is answered with 404. An unknown custom
 * object type has the same code as a missing object, so only the text tells them apart; a text that
 * is not recognised is no miss.
 */
final class Misses {
  /** "Custom object instance not found" in 2.13, "Object not found" since. */
  private static final Pattern MISSING_OBJECT =
      Pattern.compile("(custom )?object( instance)? not found\\.?", Pattern.CASE_INSENSITIVE);

  private Misses() {}

  /** Whether it is Intercom that says so, and not a proxy. */
  static boolean isMissing(NotFoundException e) {
    for (ErrorItem error : e.getErrors()) {
      if (error.getCode() != null && error.getCode().endsWith("not_found")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a custom object is missing, and not its type. */
  static boolean isMissingObject(NotFoundException e) {
    for (ErrorItem error : e.getErrors()) {
      String message = error.getMessage();
      if (message != null && MISSING_OBJECT.matcher(message.trim()).matches()) {
        return true;
      }
    }
    return false;
  }
}
