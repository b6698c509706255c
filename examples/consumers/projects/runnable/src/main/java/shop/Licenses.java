package shop;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into the runnable jars for the licenses and notices of what they are made of, and runs them. */
public final class Licenses {
  private static final String OWN = "io.github.intercomobjects:";
  private static final String OVERVIEW = "META-INF/THIRD-PARTY.txt";
  private static final String LICENSE = "META-INF/LICENSE";

  /** A text that must be handed on, in whatever folder a jar has it. */
  private static final Pattern TEXT =
      Pattern.compile("(.*[/-])?(license|licence|notice|copying|about)(\\.(txt|md|html))?");

  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib|a)");

  /** An artifact within another one's jar. */
  private static final Pattern NESTED =
      Pattern.compile("META-INF/licenses/([^/]+)/([^/]+)-[0-9][^/]*/.+");

  private static final Pattern ARTIFACT = Pattern.compile("[\\w.-]+(\\.[\\w.-]+)+:[\\w.-]+");

  private Licenses() {}

  /** Takes the local repository and the project's name. */
  public static void main(String[] args) throws Exception {
    List<Path> runnable = new ArrayList<>();
    Set<String> carried = new TreeSet<>();
    Set<String> nested = new TreeSet<>();
    List<String> texts = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    Path repository = Path.of(args[0]);
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (part.endsWith("-cli.jar")) {
        runnable.add(Path.of(part));
      } else if (part.endsWith(".jar")) {
        String artifact = artifact(repository.relativize(Path.of(part)));
        try (JarFile jar = new JarFile(part)) {
          if (!artifact.startsWith(OWN)) {
            carried.add(artifact);
          } else if (jar.getEntry(LICENSE) == null) {
            wrong.add(artifact + " has no " + LICENSE);
          }
          for (JarEntry entry : jar.stream().toList()) {
            Matcher inner = NESTED.matcher(entry.getName());
            if (inner.matches()) {
              nested.add(inner.group(1) + ":" + inner.group(2));
            }
            if (isText(entry)) {
              texts.add(text(jar, entry));
            }
          }
        }
      }
    }
    if (runnable.size() != 3 || carried.size() < 15 || texts.size() < 5) {
      throw new AssertionError("too little was found: " + runnable + carried + texts.size());
    }
    for (Path jar : runnable) {
      look(jar, carried, nested, texts, wrong);
      run(jar, wrong);
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(String.join("\n", wrong));
    }
    System.out.printf(
        "%s: %s jars with the licenses of %s libraries%n", args[1], runnable.size(), carried.size());
  }

  private static void look(
      Path file, Set<String> carried, Set<String> nested, List<String> texts, List<String> wrong)
      throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      String place = ", in " + file.getFileName();
      StringBuilder all = new StringBuilder();
      Set<String> names = new TreeSet<>();
      for (JarEntry entry : jar.stream().toList()) {
        if (isText(entry) || entry.getName().equals(OVERVIEW)) {
          all.append(text(jar, entry)).append(' ');
        }
        if (NATIVE.matcher(entry.getName()).matches()) {
          wrong.add("a native library: " + entry.getName() + place);
        }
        if (!names.add(entry.getName())) {
          wrong.add("twice: " + entry.getName() + place);
        }
      }
      if (jar.getEntry(OVERVIEW) == null || jar.getEntry(LICENSE) == null) {
        wrong.add("no " + OVERVIEW + " or no " + LICENSE + place);
        return;
      }
      Set<String> listed = new TreeSet<>();
      Matcher matcher = ARTIFACT.matcher(text(jar, jar.getJarEntry(OVERVIEW)));
      while (matcher.find()) {
        listed.add(matcher.group());
      }
      for (String artifact : carried) {
        if (!listed.contains(artifact)) {
          wrong.add(OVERVIEW + " lacks " + artifact + place);
        }
      }
      for (String artifact : listed) {
        if (!carried.contains(artifact) && !nested.contains(artifact)) {
          wrong.add(OVERVIEW + " lists what is not carried: " + artifact + place);
        }
      }
      for (String text : texts) {
        if (all.indexOf(text) < 0) {
          wrong.add("the text \"" + text.substring(0, Math.min(90, text.length())) + "…\"" + place);
        }
      }
    }
  }

  private static void run(Path jar, List<String> wrong) throws Exception {
    int exit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--help")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (exit != 0) {
      wrong.add("--help of " + jar.getFileName() + " ends with " + exit);
    }
  }

  /** Of a path group/id/artifact/version/file. */
  private static String artifact(Path jar) {
    int parts = jar.getNameCount();
    return jar.subpath(0, parts - 3).toString().replace(File.separatorChar, '.')
        + ":"
        + jar.getName(parts - 3);
  }

  private static boolean isText(JarEntry entry) {
    return TEXT.matcher(entry.getName().toLowerCase(Locale.ROOT)).matches();
  }

  private static String text(JarFile jar, JarEntry entry) throws IOException {
    byte[] bytes = jar.getInputStream(entry).readAllBytes();
    return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
  }
}
