package io.github.intercomobjects.spring;

/** An exception for a property that is missing or has a value that is not valid. */
final class InvalidPropertyException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final String property;

  InvalidPropertyException(String property, String problem) {
    super("The property " + property + " is not valid: " + problem);
    this.property = property;
  }

  String getProperty() {
    return property;
  }
}
