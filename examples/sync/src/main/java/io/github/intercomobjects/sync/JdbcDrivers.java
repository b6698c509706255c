package io.github.intercomobjects.sync;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JDBC drivers of the class path, or of the jars that the user names. */
final class JdbcDrivers implements AutoCloseable {
  private final List<Path> jars;
  private @Nullable URLClassLoader loader;

  /**
   * Creates the drivers. No jar is opened yet.
   *
   * @param jars the jars with the drivers; empty for those of the class path
   */
  JdbcDrivers(List<Path> jars) {
    this.jars = List.copyOf(jars);
  }

  /**
   * Returns the driver for a URL.
   *
   * @throws CannotRunException if there is none, or it cannot be loaded
   */
  Driver driver(String url) throws CannotRunException {
    List<Driver> all = jars.isEmpty() ? DriverManager.drivers().toList() : ofJars();
    for (Driver driver : all) {
      if (JdbcUrl.isFor(driver, url)) {
        return driver;
      }
    }
    if (jars.isEmpty()) {
      throw new CannotRunException(
          "there is no driver for " + JdbcUrl.shown(url) + "; " + KnownDriver.advice(url));
    }
    String found =
        all.stream().map(each -> each.getClass().getName()).collect(Collectors.joining(", "));
    throw new CannotRunException(
        (all.isEmpty() ? "there is no JDBC driver" : "the JDBC driver " + found)
            + " in "
            + shownJars()
            + (all.isEmpty() ? "" : " is not for " + JdbcUrl.shown(url))
            + "; "
            + KnownDriver.advice(url));
  }

  private String shownJars() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  private List<Driver> ofJars() throws CannotRunException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(checked(jar));
    }
    close();
    // The classes of this program are not visible: the jars may have other versions of them.
    URLClassLoader opened =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    loader = opened;
    List<Driver> drivers = new ArrayList<>();
    try {
      Iterator<Driver> all = ServiceLoader.load(Driver.class, opened).iterator();
      while (all.hasNext()) {
        drivers.add(all.next());
      }
      return drivers;
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new CannotRunException(
          "the JDBC driver in "
              + shownJars()
              + " cannot be loaded: "
              + (e.getCause() == null ? e.getMessage() : e.getCause())
              + "; name all jars that it needs with --driver, or use a version for Java "
              + Runtime.version().feature(),
          e);
    }
  }

  private static URL checked(Path jar) throws CannotRunException {
    String option = "--driver " + jar;
    if (!Files.exists(jar)) {
      throw new CannotRunException(
          option
              + ": there is no such file (looked for "
              + jar.toAbsolutePath()
              + "); check the path");
    }
    if (Files.isDirectory(jar)) {
      throw new CannotRunException(option + " is a directory; name the jar in it");
    }
    try {
      new JarFile(jar.toFile()).close();
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new CannotRunException(
          option
              + " is not a jar that can be read: "
              + IoReason.of(e)
              + "; download it again, and check that you may read it",
          e);
    }
  }

  @Override
  public void close() {
    URLClassLoader opened = loader;
    loader = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        // The jars were only read.
      }
    }
  }
}
