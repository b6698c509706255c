package io.github.intercomobjects;

import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;

/**
 * Runs a Retrofit call to its end, and turns everything that is no value into one of our
 * exceptions.
 */
final class Calls {
  private final Settings settings;

  Calls(Settings settings) {
    this.settings = settings;
  }

  Settings settings() {
    return settings;
  }

  Deadline newDeadline() {
    return Deadline.in(settings.totalTimeout(), settings.timing());
  }

  /**
   * Runs {@code call} before a deadline that it may share with others, and returns the body of its
   * answer, null for a {@code Call<Void>} only.
   */
  <T> T run(Call<T> call, Deadline deadline) {
    CallState state = state(call);
    state.deadline(deadline);
    Operation operation = state.operation();
    Response<T> response;
    try {
      response = call.execute();
    } catch (CarrierException e) {
      throw e.carried();
    } catch (IOException | JsonDataException e) {
      // Failures of the connection arrive carried, so this is an answer that cannot be read.
      throw unreadable(state, e);
    }
    if (!response.isSuccessful()) {
      throw Refusals.of(
          response.raw(), response.errorBody(), settings.version(), state, settings.timing());
    }
    T value = response.body();
    if (value == null && !operation.returnsNothing()) {
      throw unreadable(state, null);
    }
    return value;
  }

  static CallState state(Call<?> call) {
    return CallState.of(call.request());
  }

  private static DecodingException unreadable(CallState state, @Nullable Exception e) {
    Operation operation = state.operation();
    return new DecodingException(
        "the answer to "
            + operation.method()
            + " "
            + operation.path()
            + " was a success, but "
            + (e == null ? "it has no body" : "cannot be read: " + e.getMessage())
            + (operation.isRead() ? "" : "; Intercom has applied the call"),
        e,
        operation.isRead()
            ? IntercomException.Outcome.NOT_APPLIED
            : IntercomException.Outcome.APPLIED,
        state.attempts());
  }
}
