package io.github.intercomobjects.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The first Intercom-Version that has an operation or a parameter, such as {@code "2.16"}.
 *
 * <p>It applies to methods and parameters of Retrofit interfaces, generated or your own. If the
 * version of the client is older than the operation, or than a parameter that is not null, the call
 * fails before anything is sent.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Since {
  /** Returns the version as in the header, such as {@code "2.16"} or {@code "Preview"}. */
  String value();
}
