package io.github.intercomobjects;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the time when your system last changed the record. Use it on at most one record component,
 * field or Kotlin property of a type. It holds an {@link java.time.Instant} or whole seconds since
 * 1970, and is not sent as a custom attribute.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface ExternalUpdatedAt {}
