package shop;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.client.Since;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import okio.Okio;
import proguard.Configuration;
import proguard.ConfigurationParser;
import proguard.ProGuard;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** Shrinks {@link App}, by its own rules and those in the jars, and runs what is left. */
final class Shrink {
  /** One class of each jar that the application needs; the sandbox is no part of it. */
  private static final List<Class<?>> OF_THE_APPLICATION =
      List.of(
          Intercom.class,
          Signatures.class,
          Since.class,
          Retrofit.class,
          MoshiConverterFactory.class,
          OkHttpClient.class,
          Okio.class,
          Moshi.class,
          Unit.class);

  private static final List<String> RULES =
      List.of(
          "-keep class shop.App { public static void main(java.lang.String[]); }",
          // Okio does not survive it: it is refused by the JVM afterwards.
          "-dontoptimize",
          "-dontnote **",
          // Of others, whose classes are optional.
          "-dontwarn !io.github.intercomobjects.**,**",
          "-libraryjars <java.home>/jmods/java.base.jmod(!**.jar;!module-info.class)",
          "-libraryjars <java.home>/jmods/java.logging.jmod(!**.jar;!module-info.class)");

  private Shrink() {}

  /** Takes the folder to work in and the project's name. */
  public static void main(String[] args) throws Exception {
    if (!Files.isDirectory(Path.of(System.getProperty("java.home"), "jmods"))) {
      System.out.println(args[1] + ": SKIPPED: ProGuard reads jmods, which this JDK comes without");
      return;
    }
    Path folder = Path.of(args[0]);
    Path classes = folder.resolve("unshrunk.jar");
    Path jar = folder.resolve("shrunk.jar");
    List<String> rules = new ArrayList<>(RULES);
    try (JarOutputStream all = new JarOutputStream(Files.newOutputStream(classes))) {
      for (Class<?> one : OF_THE_APPLICATION) {
        rules.addAll(add(source(one), all));
      }
      try (DirectoryStream<Path> own =
          Files.newDirectoryStream(source(App.class).resolve("shop"), "App*")) {
        for (Path file : own) {
          add("shop/" + file.getFileName(), Files.newInputStream(file), all);
        }
      }
    }
    rules.add("-injars '" + classes + "'");
    rules.add("-outjars '" + jar + "'");
    int found =
        Collections.list(Shrink.class.getClassLoader().getResources("okhttp3/OkHttpClient.class"))
            .size();
    if (found != 1) {
      throw new AssertionError("expected 1 OkHttpClient.class, found " + found);
    }
    shrink(rules);
    try (Sandbox sandbox = Sandbox.start()) {
      int exit =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  jar.toString(),
                  "shop.App",
                  sandbox.getBaseUrl(),
                  sandbox.getToken(),
                  args[1])
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new AssertionError("exit code " + exit);
      }
    }
  }

  private static Path source(Class<?> one) throws URISyntaxException {
    return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /**
   * Adds the classes of a jar and returns its rules. Of classes that are there for several versions
   * of Java, a shrinker would take the oldest; these are the ones that Java itself would take.
   */
  private static List<String> add(Path part, JarOutputStream to) throws IOException {
    List<String> rules = new ArrayList<>();
    try (JarFile jar =
        new JarFile(part.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.versionedStream()::iterator) {
        String name = entry.getName();
        if (name.startsWith("META-INF/proguard/") && name.endsWith(".pro")) {
          rules.add(new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        } else if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
          add(name, jar.getInputStream(entry), to);
        }
      }
    }
    return rules;
  }

  private static void add(String name, InputStream from, JarOutputStream to) throws IOException {
    try (from) {
      to.putNextEntry(new ZipEntry(name));
      from.transferTo(to);
    }
  }

  private static void shrink(List<String> rules) throws Exception {
    Configuration configuration = new Configuration();
    Path file = Files.write(Files.createTempFile("rules", ".pro"), rules);
    try (ConfigurationParser parser =
        new ConfigurationParser(file.toFile(), System.getProperties())) {
      parser.parse(configuration);
    }
    new ProGuard(configuration).execute();
  }
}
