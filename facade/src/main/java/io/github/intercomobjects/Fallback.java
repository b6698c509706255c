package io.github.intercomobjects;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the constant of an enum that stands for each option of a list attribute that the enum does
 * not have, such as one that was added in Intercom's settings later. Without it, {@link
 * CustomObject#getValue()} fails for such an object.
 *
 * <pre>{@code
 * enum Priority {
 *   LOW,
 *   HIGH,
 *   @Fallback
 *   OTHER
 * }
 * }</pre>
 *
 * <p>It is only read: a value with this constant is refused before anything is sent, because the
 * option in Intercom is not known. To change other attributes of such an object, send these as
 * {@link Attributes}. It applies to records and to other classes that Moshi maps, unless your
 * {@link com.squareup.moshi.Moshi} has an adapter of its own for the enum.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Fallback {}
