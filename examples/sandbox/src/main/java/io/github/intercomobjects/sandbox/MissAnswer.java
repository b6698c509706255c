package io.github.intercomobjects.sandbox;

/**
 * The response to a look-up of a custom object instance that does not exist.
 *
 * <p>Intercom's sources contradict each other here, so a client has to handle both forms. A delete
 * that finds nothing always gets a 404.
 */
public enum MissAnswer {
  /** {@link #NOT_FOUND} up to version 2.15, {@link #FOUND_FALSE} since 2.16. */
  BY_VERSION,
  /** Status 404 and the error {@code not_found}, in every version. */
  NOT_FOUND,
  /** Status 200 and {@code {"found": false}}, in every version. */
  FOUND_FALSE
}
