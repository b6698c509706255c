package io.github.intercomobjects.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permissions of an access token that allow an operation. Any one of them is enough.
 *
 * <p>If Intercom responds with 403, the message of the exception names them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Scopes {
  /** Returns the names of the permissions, such as {@code "read_write_custom_object_instances"}. */
  String[] value();
}
