package io.github.intercomobjects;

import okhttp3.Call;
import okhttp3.Request;

/**
 * Makes the calls of Retrofit interfaces; each gets a {@link CallState} as a tag of its request.
 */
final class ApiCallFactory implements Call.Factory {
  private final Settings settings;

  ApiCallFactory(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Call newCall(Request request) {
    CallState state = new CallState();
    Request tagged = request.newBuilder().tag(CallState.class, state).build();
    return new ApiCall(settings, tagged, Operation.of(request), state);
  }
}
