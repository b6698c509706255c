package io.github.intercomobjects;

import java.io.IOException;

/**
 * Carries one of our exceptions through Retrofit and OkHttp, which pass on an {@link IOException}
 * from {@code execute} and {@code enqueue} alike, and an unchecked one only from {@code execute}.
 * {@link Calls} takes it out again.
 */
final class CarrierException extends IOException {
  private static final long serialVersionUID = 1;

  private final IntercomException carried;

  CarrierException(IntercomException carried) {
    super(carried.getMessage(), carried);
    this.carried = carried;
  }

  IntercomException carried() {
    return carried;
  }
}
