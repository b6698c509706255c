package io.github.intercomobjects;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the id of the record in your system, by which Intercom decides between create and update.
 * Use it on at most one record component, field or Kotlin property of a type. It holds text, a
 * whole number or a {@link java.util.UUID}, and is not sent as a custom attribute.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface ExternalId {}
