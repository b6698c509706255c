package io.github.intercomobjects.examples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The pages of the repository, and the sources that must contain their code. */
final class Pages {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  /** Every source file of the repository. */
  private static final List<Path> SOURCES = sourceFiles();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Pattern SPAN = Pattern.compile("`([^`\n]+(?:\n[^`\n]+)?)`");
  private static final Pattern COMMENT = Pattern.compile("(?m)(?<!:)//.*$");
  private static final Pattern STATEMENT = Pattern.compile("}*([^;{}]+[;{]?)");

  /** A block of code, such as {@code ```java}. */
  record Block(Path page, String language, String code) {}

  private Pages() {}

  static List<Path> all() {
    return files(ROOT, path -> path.toString().endsWith(".md"));
  }

  static List<Block> blocks(Path page) {
    return BLOCK
        .matcher(read(page))
        .results()
        .map(match -> new Block(page, match.group(1), match.group(2)))
        .toList();
  }

  static List<Block> blocks(String language) {
    return all().stream()
        .flatMap(page -> blocks(page).stream())
        .filter(block -> block.language().equals(language))
        .toList();
  }

  /** Returns the text between single backticks, outside blocks. */
  static List<String> spans(Path page) {
    return SPAN.matcher(BLOCK.matcher(read(page)).replaceAll(""))
        .results()
        .map(match -> match.group(1).replaceAll("\\s+", " "))
        .toList();
  }

  /** Returns the sources under a folder as one text, without comments and white space. */
  static String sources(String folder, String extension) {
    return files(ROOT.resolve(folder), path -> path.toString().endsWith(extension)).stream()
        .map(path -> withoutSpace(read(path)))
        .collect(Collectors.joining());
  }

  static List<String> statements(String code) {
    return STATEMENT
        .matcher(withoutSpace(code))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  static String withoutSpace(String code) {
    return COMMENT.matcher(code).replaceAll("").replaceAll("\\s+", "");
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> files(Path folder, Predicate<Path> condition) {
    return SOURCES.stream().filter(file -> file.startsWith(folder)).filter(condition).toList();
  }

  private static List<Path> sourceFiles() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              return name.equals("target") || name.startsWith(".")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(new TreeSet<>(files));
  }
}
