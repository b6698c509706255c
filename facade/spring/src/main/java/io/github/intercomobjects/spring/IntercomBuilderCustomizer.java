package io.github.intercomobjects.spring;

import io.github.intercomobjects.Intercom;

/**
 * A bean that changes the builder of each client after the properties were set on it: for settings
 * without a property.
 *
 * <p>Several are called in their order ({@code @Order}). A {@link
 * io.github.intercomobjects.CallListener}, an {@code OkHttpClient} or a {@code Moshi} needs no
 * customizer: the beans of the application are used.
 */
@FunctionalInterface
public interface IntercomBuilderCustomizer {
  /** Changes a builder. */
  void customize(Intercom.Builder builder);
}
