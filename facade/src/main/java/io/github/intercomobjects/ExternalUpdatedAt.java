package io.github.intercomobjects;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the time at which your own system last changed the record.
 *
 * <p>Stands on a record component, or on the field of a class or Kotlin property, that holds an
 * {@link java.time.Instant} or whole seconds since 1970. It is sent beside the custom attributes of
 * the object and not as one of them. At most one in a type.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface ExternalUpdatedAt {}
