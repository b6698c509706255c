package io.github.intercomobjects.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whether an operation may be sent again when it is not known whether it was applied.
 *
 * <p>Without it, GET, HEAD, OPTIONS, PUT and DELETE may be repeated, POST and PATCH may not. Put it
 * on a method of your own Retrofit interface to say otherwise; a value that is none of the
 * constants allows nothing.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RetrySafe {
  /** The operation may be repeated. */
  String ALWAYS = "true";

  /** The operation may not be repeated. */
  String NEVER = "false";

  /** The operation may be repeated when its body names an {@code external_id}. */
  String WITH_EXTERNAL_ID = "with-external-id";

  /** One of the constants of this annotation. */
  String value();
}
