package io.github.intercomobjects.sandbox;

/**
 * What a look-up of a custom object instance that does not exist answers.
 *
 * <p>Sources disagree about it, so a client has to understand both. A delete that finds nothing is
 * 404 whatever is chosen here.
 */
public enum MissAnswer {
  /** 404 up to version 2.15, {@code "found": false} from 2.16 on. */
  BY_VERSION,
  /** Status 404 and the error {@code not_found}, in every version. */
  NOT_FOUND,
  /** Status 200 and {@code {"found": false}}, in every version. */
  FOUND_FALSE
}
