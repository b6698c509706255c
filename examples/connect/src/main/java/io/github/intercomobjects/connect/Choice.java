package io.github.intercomobjects.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The values of a setting that has few, which are the constants of an enum in lower case. */
final class Choice<E extends Enum<E>> implements ConfigDef.Validator, ConfigDef.Recommender {
  private final Class<E> type;

  private Choice(Class<E> type) {
    this.type = type;
  }

  static <E extends Enum<E>> Choice<E> of(Class<E> type) {
    return new Choice<>(type);
  }

  /** Returns the constant of a valid value. */
  static <E extends Enum<E>> E parse(Class<E> type, String value) {
    return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
  }

  /** Returns the value of a constant. */
  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private List<String> texts() {
    return Arrays.stream(type.getEnumConstants()).map(Choice::text).toList();
  }

  @Override
  public void ensureValid(String name, @Nullable Object value) {
    if (value != null && !texts().contains(value.toString().toLowerCase(Locale.ROOT))) {
      throw new ConfigException(name + " must be one of " + texts() + ", was " + value);
    }
  }

  @Override
  public List<Object> validValues(String name, Map<String, Object> parsed) {
    return List.copyOf(texts());
  }

  @Override
  public boolean visible(String name, Map<String, Object> parsed) {
    return true;
  }

  @Override
  public String toString() {
    return String.join(", ", texts());
  }
}
