package io.github.intercomobjects.connect;

import org.jspecify.annotations.Nullable;

/** The version of the plugin, from the manifest of its jar. */
final class Version {
  private Version() {}

  /** Returns the version, or "development" for classes that are in no jar. */
  static String get() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
