package io.github.intercomobjects;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * A change of one object, which is sent once.
 *
 * @param externalId the external id of the object; null if it has none
 * @param call the call that is sent
 * @param action sends the call and returns its result
 */
record Change<R>(@Nullable String externalId, Call<?> call, Supplier<R> action) {
  R run() {
    return action.get();
  }
}
