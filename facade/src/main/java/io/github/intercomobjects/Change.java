package io.github.intercomobjects;

import java.util.function.Supplier;
import retrofit2.Call;

/**
 * The call of a change, which is sent once.
 *
 * @param call the call that is sent
 * @param action sends the call and returns its result
 */
record Change<R>(Call<?> call, Supplier<R> action) {
  R run() {
    return action.get();
  }
}
