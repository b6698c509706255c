package io.github.intercomobjects.spring;

import io.github.intercomobjects.CallListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The meters of clients, if Micrometer is on the class path and there is a registry. */
@AutoConfiguration
@ConditionalOnClass(MeterRegistry.class)
final class IntercomMetricsAutoConfiguration {
  /** Uses no condition on a registry, whose own configuration has another name in Boot 4. */
  @Bean
  ClientMeters intercomMeters(ObjectProvider<MeterRegistry> registries) {
    // All builders of a client share its listener, which limits the values of tags.
    Map<String, CallListener> listeners = new ConcurrentHashMap<>();
    return client -> {
      MeterRegistry registry = registries.getIfUnique();
      return registry == null
          ? new CallListener() {}
          : listeners.computeIfAbsent(client, name -> new MicrometerListener(registry, name));
    };
  }
}
