package io.github.intercomobjects.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The first Intercom-Version that has an operation or a parameter, such as {@code "2.16"}.
 *
 * <p>Stands on the methods and parameters of Retrofit interfaces, generated or your own. A client
 * of this library refuses the call, before anything is sent, if the client's version is older than
 * the operation, or than a parameter that is not null.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Since {
  /** The version as it stands in the header: {@code "2.16"} or {@code "Preview"}. */
  String value();
}
