package io.github.intercomobjects.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The retry rule of an operation: whether it may be sent again when it is unknown whether Intercom
 * applied it.
 *
 * <p>By default, GET, HEAD, OPTIONS, PUT and DELETE may be retried, POST and PATCH may not. Put the
 * annotation on a method of your own Retrofit interface to change that. A value that is none of the
 * constants allows no retry.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RetrySafe {
  /** The operation may be retried. */
  String ALWAYS = "true";

  /** The operation may not be retried. */
  String NEVER = "false";

  /** The operation may be retried if its body has an {@code external_id}. */
  String WITH_EXTERNAL_ID = "with-external-id";

  /** Returns one of the constants of this annotation. */
  String value();
}
