import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Checks the files of a release for what Maven Central requires, and packs them. Run as {@code java
 * .ci/Bundle.java FOLDER}, or with signatures {@code java .ci/Bundle.java --signed FOLDER ZIP}.
 */
final class Bundle {
  private static final Map<String, String> CHECKSUMS = Map.of("md5", "MD5", "sha1", "SHA-1");

  /** Elements that each POM must have itself, and those that its parent may have instead. */
  private static final List<String> OWN = List.of("name", "description");

  private static final List<String> INHERITED = List.of("url", "licenses", "developers", "scm");

  private final Path folder;
  private final Set<Path> files = new TreeSet<>();
  private final Map<String, Document> poms = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private int unsigned;

  private Bundle(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] args) throws Exception {
    boolean signed = args.length == 3 && args[0].equals("--signed");
    if (!signed && args.length != 1) {
      System.err.println("usage: java .ci/Bundle.java FOLDER | --signed FOLDER ZIP");
      System.exit(2);
    }
    Bundle bundle = new Bundle(Path.of(args[signed ? 1 : 0]));
    bundle.check(signed);
    bundle.problems.forEach(System.err::println);
    if (!bundle.problems.isEmpty()) {
      System.err.println(bundle.problems.size() + " problems");
      System.exit(1);
    }
    System.out.printf("%d modules, %d files to publish%n", bundle.poms.size(), bundle.files.size());
    if (signed) {
      bundle.pack(Path.of(args[2]));
      System.out.println("written: " + args[2]);
    } else {
      System.out.println(bundle.unsigned + " signatures are missing; see .github/RELEASING.md");
    }
  }

  private void check(boolean signed) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
          .forEach(files::add);
    }
    for (Path file : files) {
      if (file.toString().endsWith(".pom")) {
        Document pom = parse(file);
        poms.put(text(pom, "artifactId"), pom);
      }
    }
    if (poms.isEmpty()) {
      problems.add(folder + " has no .pom file; run mvn -Prelease clean deploy first");
    }
    for (Path file : files) {
      String name = file.toString();
      if (name.endsWith(".pom")) {
        checkPom(file);
      } else if (name.endsWith(".jar")) {
        checkJar(file, name);
      }
      if (!name.matches(".*\\.(md5|sha1|sha256|sha512|asc)")) {
        checkSums(file);
        checkSignature(file, signed);
      }
    }
  }

  private static Document parse(Path pom)
      throws IOException, ParserConfigurationException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(pom.toFile());
  }

  /** Returns the text of an element directly below the root; empty if there is none. */
  private static String text(Document pom, String name) {
    return text(pom.getDocumentElement(), name);
  }

  private static String text(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && node.getNodeName().equals(name)) {
        return node.getTextContent().trim();
      }
    }
    return "";
  }

  private void checkPom(Path file) throws Exception {
    Document pom = parse(file);
    for (String name : OWN) {
      if (text(pom, name).isEmpty()) {
        problems.add(file + " has no <" + name + ">");
      }
    }
    for (String name : INHERITED) {
      Document parent = pom;
      while (parent != null && text(parent, name).isEmpty()) {
        parent = parentOf(parent);
      }
      if (parent == null) {
        problems.add(file + " has no <" + name + ">, and its parent among these files has none");
      }
    }
    // Also of what it depends on.
    if (file.toString().contains("-SNAPSHOT")
        || pom.getDocumentElement().getTextContent().contains("-SNAPSHOT")) {
      problems.add(file + " names a snapshot");
    }
    String packaging = text(pom, "packaging");
    Path jar = sibling(file, ".pom", ".jar");
    if ((packaging.isEmpty() || packaging.equals("jar")) && !files.contains(jar)) {
      problems.add(file + " has no " + jar.getFileName());
    }
  }

  private Document parentOf(Document pom) {
    for (Node node = pom.getDocumentElement().getFirstChild();
        node != null;
        node = node.getNextSibling()) {
      if (node instanceof Element parent && node.getNodeName().equals("parent")) {
        return poms.get(text(parent, "artifactId"));
      }
    }
    return null;
  }

  /** Checks that a main jar, beside its POM, has sources and Javadoc. */
  private void checkJar(Path file, String name) {
    if (files.contains(sibling(file, ".jar", ".pom"))) {
      for (String kind : List.of("-sources.jar", "-javadoc.jar")) {
        if (!files.contains(sibling(file, ".jar", kind))) {
          problems.add(name + " has no " + kind.substring(1, kind.length() - 4));
        }
      }
    }
  }

  private static Path sibling(Path file, String end, String other) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.length() - end.length()) + other);
  }

  private void checkSums(Path file) throws IOException, NoSuchAlgorithmException {
    for (Map.Entry<String, String> one : CHECKSUMS.entrySet()) {
      Path sum = file.resolveSibling(file.getFileName() + "." + one.getKey());
      if (!files.contains(sum)) {
        problems.add(file + " has no ." + one.getKey());
        continue;
      }
      byte[] digest = MessageDigest.getInstance(one.getValue()).digest(Files.readAllBytes(file));
      String expected = HexFormat.of().formatHex(digest);
      if (!Files.readString(sum).trim().split("\\s+")[0].equalsIgnoreCase(expected)) {
        problems.add(sum + " is not the checksum of the file; it must be " + expected);
      }
    }
  }

  private void checkSignature(Path file, boolean signed) throws IOException {
    Path signature = file.resolveSibling(file.getFileName() + ".asc");
    if (!files.contains(signature)) {
      unsigned++;
      if (signed) {
        problems.add(file + " has no signature");
      }
    } else if (!Files.readString(signature).startsWith("-----BEGIN PGP SIGNATURE-----")) {
      problems.add(signature + " is not an armored signature");
    } else if (Files.getLastModifiedTime(signature).compareTo(Files.getLastModifiedTime(file))
        < 0) {
      problems.add(signature + " is older than the file");
    }
  }

  private void pack(Path zip) throws IOException {
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream packed = new ZipOutputStream(out)) {
      for (Path file : files) {
        packed.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
  }
}
