package io.github.intercomobjects;

import io.github.intercomobjects.CallListener.Result;

/** The meaning of an HTTP status for a call. All rules about classes of statuses are here. */
enum StatusMeaning {
  /** 2xx: Intercom applied the call. */
  SUCCESS(Result.SUCCESS),

  /** 429: too many calls. Nothing was applied. */
  RATE_LIMITED(Result.RATE_LIMITED),

  /** 4xx except 408 and 429: Intercom rejected the call. Nothing was applied. */
  REFUSED(Result.REFUSED),

  /** 408 or 5xx: Intercom failed, and may have applied the call. */
  FAILED(Result.FAILED),

  /** Anything else, such as a redirect: it is unknown whether Intercom applied the call. */
  UNEXPECTED(Result.REFUSED);

  private final Result result;

  StatusMeaning(Result result) {
    this.result = result;
  }

  static StatusMeaning of(int status) {
    if (status == 429) {
      return RATE_LIMITED;
    }
    if (status == 408 || status >= 500) {
      return FAILED;
    }
    if (status >= 400) {
      return REFUSED;
    }
    return status >= 200 && status < 300 ? SUCCESS : UNEXPECTED;
  }

  /** Returns whether Intercom certainly did not apply the call. */
  boolean isNotApplied() {
    return this == RATE_LIMITED || this == REFUSED;
  }

  /** Returns the result that the listener receives for this status. */
  Result result() {
    return result;
  }
}
