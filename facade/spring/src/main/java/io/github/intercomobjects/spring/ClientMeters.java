package io.github.intercomobjects.spring;

import io.github.intercomobjects.CallListener;

/**
 * A source of listeners that record the calls of clients; free of Micrometer, which is optional.
 */
interface ClientMeters {
  /** Returns the listener of a client. */
  CallListener listener(String client);
}
