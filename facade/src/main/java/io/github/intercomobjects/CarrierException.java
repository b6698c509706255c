package io.github.intercomobjects;

import java.io.IOException;

/**
 * Carries one of our exceptions to those who {@code execute} or {@code enqueue} a call themselves:
 * Retrofit passes on an {@link IOException} from both, and an unchecked exception from {@code
 * execute} only.
 */
final class CarrierException extends IOException {
  private static final long serialVersionUID = 1;

  CarrierException(IntercomException carried) {
    super(carried.getMessage(), carried);
  }
}
