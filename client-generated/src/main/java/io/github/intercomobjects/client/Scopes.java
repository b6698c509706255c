package io.github.intercomobjects.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The permissions of an access token, any one of which allows the operation.
 *
 * <p>They are named in the message of the exception if Intercom answers 403.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Scopes {
  /** Names of permissions, such as {@code "read_write_custom_object_instances"}. */
  String[] value();
}
