package io.github.intercomobjects.connect;

import io.github.intercomobjects.Upserted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report of what Intercom did not store although it returned a success. */
final class DroppedText {
  private DroppedText() {}

  /** Returns whether a call stored only a part of its changes. */
  static boolean isPartial(@Nullable Object result) {
    return result instanceof Upserted<?> upserted && !upserted.getDropped().isEmpty();
  }

  /** Returns the names of the dropped attributes that a change has itself, after a merged call. */
  static List<String> names(Change change, @Nullable Object result) {
    if (!(result instanceof Upserted<?> upserted)) {
      return List.of();
    }
    return upserted.getDropped().stream()
        .map(Upserted.Dropped::getName)
        .filter(name -> change.names().contains(name) || name.startsWith("external_"))
        .toList();
  }

  static String of(Change change, List<String> names) {
    return change
        + " was stored without "
        + names
        + "; check that the type has these attributes, that list options and contacts exist, and"
        + " that times can be read";
  }
}
