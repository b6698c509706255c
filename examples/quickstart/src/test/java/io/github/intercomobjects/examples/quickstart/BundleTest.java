package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of a release finds what Maven Central would reject. */
final class BundleTest {
  private static final String PARENT =
      "<project><artifactId>parent</artifactId><packaging>pom</packaging><name>p</name>"
          + "<description>d</description><url>u</url><licenses><license>l</license></licenses>"
          + "<developers><developer>d</developer></developers><scm><url>s</url></scm></project>";

  private static final String CHILD =
      "<project><parent><artifactId>parent</artifactId></parent><artifactId>lib</artifactId>"
          + "<name>lib</name><description>d</description></project>";

  /** Compiled once, because each run of its source would compile it. */
  private static Path classes;

  private Path temp;
  private Path release;
  private Path lib;

  @BeforeAll
  static void compile(@TempDir Path folder) {
    classes = folder;
    String source = Pages.ROOT.resolve(".ci/Bundle.java").toString();
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), source))
        .isZero();
  }

  @BeforeEach
  void createRelease(@TempDir Path folder) throws Exception {
    temp = folder;
    release = temp.resolve("release");
    write("parent-1.pom", PARENT);
    lib = write("lib-1.pom", CHILD);
    write("lib-1.jar", "jar");
    write("lib-1-sources.jar", "sources");
    write("lib-1-javadoc.jar", "javadoc");
    Files.writeString(release.resolve("g/maven-metadata.xml"), "<metadata/>");
  }

  private Path write(String name, String text) throws IOException, NoSuchAlgorithmException {
    Path folder =
        Files.createDirectories(release.resolve("g/" + name.replaceAll("-.*", "") + "/1"));
    Path file = Files.writeString(folder.resolve(name), text);
    for (String algorithm : List.of("MD5", "SHA-1")) {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
      Files.writeString(
          folder.resolve(name + (algorithm.equals("MD5") ? ".md5" : ".sha1")),
          HexFormat.of().formatHex(digest));
    }
    return file;
  }

  private String run(int exit, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classes.toString(), "Bundle"));
    command.addAll(List.of(arguments));
    Path output = temp.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isEqualTo(exit);
    return Files.readString(output);
  }

  @Test
  void aCompleteReleaseIsPackedWhenItIsSigned() throws Exception {
    assertThat(run(0, release.toString()))
        .contains("2 modules, 15 files to publish", "5 signatures are missing");
    for (Path file : List.of(lib, lib.resolveSibling("lib-1.jar"))) {
      Files.writeString(
          file.resolveSibling(file.getFileName() + ".asc"), "-----BEGIN PGP SIGNATURE-----");
    }
    Path zip = temp.resolve("bundle.zip");
    assertThat(run(1, "--signed", release.toString(), zip.toString()))
        .contains("parent-1.pom has no signature", "lib-1-sources.jar has no signature")
        .doesNotContain("lib-1.jar has no signature");
    assertThat(zip).doesNotExist();
    for (String name : List.of("lib-1-sources.jar", "lib-1-javadoc.jar")) {
      Files.writeString(lib.resolveSibling(name + ".asc"), "-----BEGIN PGP SIGNATURE-----");
    }
    Files.writeString(
        release.resolve("g/parent/1/parent-1.pom.asc"), "-----BEGIN PGP SIGNATURE-----");
    run(0, "--signed", release.toString(), zip.toString());
    try (ZipFile packed = new ZipFile(zip.toFile())) {
      assertThat(packed.stream().map(entry -> entry.getName()))
          .hasSize(20)
          .contains("g/lib/1/lib-1.jar", "g/lib/1/lib-1.jar.asc", "g/lib/1/lib-1.jar.sha1")
          .noneMatch(name -> name.contains("maven-metadata"));
    }
  }

  @Test
  void everyProblemIsReportedWithItsFile() throws Exception {
    write("lib-1.pom", CHILD.replace("<name>lib</name>", "").replace("parent<", "other-SNAPSHOT<"));
    Files.delete(lib.resolveSibling("lib-1-javadoc.jar"));
    Files.delete(lib.resolveSibling("lib-1.jar.md5"));
    Files.writeString(lib.resolveSibling("lib-1-sources.jar.sha1"), "0000");
    assertThat(run(1, release.toString()))
        .contains(
            "lib-1.pom has no <name>",
            "lib-1.pom has no <scm>, and its parent among these files has none",
            "lib-1.pom names a snapshot",
            "lib-1.jar has no javadoc",
            "lib-1.jar has no .md5",
            "lib-1-sources.jar.sha1 is not the checksum of the file; it must be ");
  }
}
