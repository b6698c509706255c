package io.github.intercomobjects;

import io.github.intercomobjects.CallListener.Result;

/** The meaning of an HTTP status for a call. Every rule about kinds of statuses is here. */
enum StatusMeaning {
  /** 2xx: Intercom did what it was asked to. */
  SUCCESS(Result.SUCCESS),

  /** 429: too many calls. Nothing was applied. */
  RATE_LIMITED(Result.RATE_LIMITED),

  /** Any other 4xx but 408: Intercom refused the call. Nothing was applied. */
  REFUSED(Result.REFUSED),

  /** 408 or 5xx: Intercom failed, perhaps after it had applied the call. */
  FAILED(Result.FAILED),

  /** Anything else, such as a redirect: a response that says nothing about the call. */
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

  /** Returns whether Intercom did not apply the call for sure. */
  boolean isNotApplied() {
    return this == RATE_LIMITED || this == REFUSED;
  }

  /** Returns how a call with this status ended, for the listener. */
  Result result() {
    return result;
  }
}
