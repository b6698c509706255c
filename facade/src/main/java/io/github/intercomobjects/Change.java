package io.github.intercomobjects;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A change of one object that is ready to be sent, once.
 *
 * @param externalId of the object; null where it has none
 * @param call what is sent
 * @param action sends it, and gives what the answer means
 */
record Change<R>(@Nullable String externalId, Call<?> call, Supplier<R> action) {
  R run() {
    return action.get();
  }
}
