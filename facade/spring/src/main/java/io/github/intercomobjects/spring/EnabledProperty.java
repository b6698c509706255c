package io.github.intercomobjects.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * A condition that holds unless a property turns it off, in any form of a boolean that Spring
 * reads: {@code false}, {@code off}, {@code no} or {@code 0}.
 */
abstract class EnabledProperty extends SpringBootCondition {
  private final String[] names;

  /**
   * @param names the properties; the first one that is set counts
   */
  private EnabledProperty(String... names) {
    this.names = names;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Environment environment = context.getEnvironment();
    for (String name : names) {
      // As text, because YAML reads 0 as a number.
      String text = environment.getProperty(name);
      Boolean value = DefaultConversionService.getSharedInstance().convert(text, Boolean.class);
      if (value != null) {
        return outcome(value, name + " is " + value);
      }
    }
    return outcome(true, String.join(" and ", names) + " is not set");
  }

  private static ConditionOutcome outcome(boolean isEnabled, String reason) {
    return new ConditionOutcome(
        isEnabled, ConditionMessage.forCondition("Intercom").because(reason));
  }

  /** The condition of all beans of the starter. */
  static final class Starter extends EnabledProperty {
    Starter() {
      super("intercom.enabled");
    }
  }

  /** The condition of health; Spring Boot's annotation for it has another name in version 4. */
  static final class Health extends EnabledProperty {
    Health() {
      super("management.health.intercom.enabled", "management.health.defaults.enabled");
    }
  }
}
