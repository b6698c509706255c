package io.github.intercomobjects.sync;

/**
 * The HTTP requests of a run.
 *
 * @param calls all requests, including lookups and retries
 * @param retries the requests that repeat another one
 * @param rateLimited the responses with the status 429
 */
record Traffic(long calls, long retries, long rateLimited) {
  static final Traffic NONE = new Traffic(0, 0, 0);

  /** Returns the retries and the responses with 429 as the end of a line; empty if none. */
  String remark() {
    return retries + rateLimited == 0
        ? ""
        : "; retries: "
            + Printable.number(retries)
            + ", responses with status 429: "
            + Printable.number(rateLimited);
  }
}
