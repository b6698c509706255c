package io.github.intercomobjects.spec;

/** The root files of the description. */
public enum SpecRoot {
  /** The API of Intercom, to which an app sends requests. */
  API("intercom.yaml"),

  /** The requests that Intercom sends to the server of an app. */
  CANVAS("canvas.yaml");

  private final String file;

  SpecRoot(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }
}
