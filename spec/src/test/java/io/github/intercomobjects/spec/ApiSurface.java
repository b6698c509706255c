package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public surface of compiled classes, one line for each public type and each of its public and
 * protected members. In a module, only packages that it exports to everyone count. Types are
 * written by their simple names unless two of them share one. Overrides of methods of {@link
 * Object} are left out, and so are the JSON adapters, which are public only for Moshi.
 */
public final class ApiSurface {
  private static final Path FILE = Path.of("api-surface.txt");

  private final String root;
  private final Map<String, Class<?>> bySimpleName = new HashMap<>();

  private ApiSurface(String root) {
    this.root = root;
  }

  /**
   * Fails with the difference if a module's surface differs from its {@code api-surface.txt}. With
   * {@code -Dapi.accept}, writes the file instead.
   *
   * @param type a public type of the module; the name of its package is left out of the lines
   * @param module the path of the module from the root of the repository
   */
  public static void assertAccepted(Class<?> type, String module) throws IOException {
    List<String> surface = lines(type);
    if (System.getProperty("api.accept") != null) {
      Files.writeString(FILE, String.join("\n", surface) + "\n");
      return;
    }
    List<String> difference = difference(Files.readAllLines(FILE), surface);
    if (!difference.isEmpty()) {
      fail(
          "The public surface changed. If that is intended, accept it with\n"
              + "  mvn -q -pl %s -am test -Dapi.accept\n%s",
          module, String.join("\n", difference));
    }
  }

  /** Returns the sorted lines of all classes that are in the same folder or jar as a type. */
  public static List<String> lines(Class<?> type) throws IOException {
    Path classes = folder(type);
    ApiSurface surface = new ApiSurface(type.getPackageName());
    List<Class<?>> types = types(classes);
    types.forEach(one -> surface.bySimpleName.put(shortName(one), one));
    Set<String> lines = new TreeSet<>();
    types.forEach(one -> surface.add(lines, one));
    return List.copyOf(lines);
  }

  private static Path folder(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the removed lines with a minus and the added lines with a plus. */
  static List<String> difference(List<String> before, List<String> after) {
    List<String> difference = new ArrayList<>();
    Set<String> accepted = Set.copyOf(before);
    Set<String> found = Set.copyOf(after);
    before.stream()
        .filter(line -> !found.contains(line))
        .map("- "::concat)
        .forEach(difference::add);
    after.stream()
        .filter(line -> !accepted.contains(line))
        .map("+ "::concat)
        .forEach(difference::add);
    difference.sort(Comparator.comparing(line -> line.substring(2)));
    return difference;
  }

  private static List<Class<?>> types(Path classes) throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .sorted()
          .forEach(
              name -> types.add(load(name.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))));
    }
    Path module = classes.resolve("module-info.class");
    if (Files.exists(module)) {
      Set<String> exported = exported(module);
      types.removeIf(type -> !exported.contains(type.getPackageName()));
    }
    types.removeIf(type -> !isVisible(type));
    return types;
  }

  private static Set<String> exported(Path module) throws IOException {
    try (InputStream in = Files.newInputStream(module)) {
      return ModuleDescriptor.read(in).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toSet());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ApiSurface.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> enclosing = type.getEnclosingClass();
    return isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && !type.getSimpleName().endsWith("JsonAdapter")
        && (enclosing == null || isVisible(enclosing));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private void add(Set<String> lines, Class<?> type) {
    String name = type.getName().substring(root.length() + 1).replace('$', '.');
    lines.add(name + " " + describe(type));
    for (Field field : type.getDeclaredFields()) {
      if (isListed(field)) {
        lines.add(
            name + "." + field.getName() + ": " + write(field.getAnnotatedType()) + marks(field));
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (isListed(constructor)) {
        lines.add(name + ".new" + parameters(constructor) + marks(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (isListed(method) && !overridesObject(method)) {
        lines.add(
            name
                + "."
                + method.getName()
                + parameters(method)
                + ": "
                + write(method.getAnnotatedReturnType())
                + marks(method));
      }
    }
  }

  private static boolean isListed(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean overridesObject(Method method) {
    return Arrays.stream(Object.class.getDeclaredMethods())
        .anyMatch(
            other ->
                other.getName().equals(method.getName())
                    && Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
  }

  private String describe(Class<?> type) {
    List<String> words = new ArrayList<>();
    if (type.isAnnotation()) {
      words.add("annotation");
    } else if (type.isInterface()) {
      words.add("interface");
    } else {
      if (Modifier.isFinal(type.getModifiers())) {
        words.add("final");
      } else if (Modifier.isAbstract(type.getModifiers())) {
        words.add("abstract");
      }
      words.add(type.isEnum() ? "enum" : type.isRecord() ? "record" : "class");
      AnnotatedType parent = type.getAnnotatedSuperclass();
      if (parent != null && !parent.getType().equals(Object.class)) {
        words.add("extends " + write(parent));
      }
    }
    if (!type.isAnnotation() && type.getInterfaces().length > 0) {
      words.add("with " + writeAll(type.getAnnotatedInterfaces()));
    }
    return typeParameters(type.getTypeParameters()) + String.join(" ", words);
  }

  private static String marks(Member member) {
    String words =
        Modifier.toString(member.getModifiers() & (Modifier.PROTECTED | Modifier.STATIC));
    if (member instanceof Method method && method.isDefault()) {
      words = "default";
    }
    return words.isEmpty() ? "" : " (" + words + ")";
  }

  private String parameters(Executable executable) {
    AnnotatedType[] types = executable.getAnnotatedParameterTypes();
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      // Names matter only if there are several parameters.
      String name = types.length == 1 ? "" : " " + executable.getParameters()[i].getName();
      parameters.add(write(types[i]) + name);
    }
    return typeParameters(executable.getTypeParameters())
        + parameters.stream().collect(Collectors.joining(", ", "(", ")"));
  }

  private static String typeParameters(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(TypeVariable::getName)
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private String writeAll(AnnotatedType[] types) {
    return Arrays.stream(types).map(this::write).collect(Collectors.joining(", "));
  }

  private String write(AnnotatedType type) {
    String nullness = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedArrayType array) {
      // The annotation of an array precedes its brackets.
      return write(array.getAnnotatedGenericComponentType())
          + (nullness.isEmpty() ? "" : " " + nullness)
          + "[]";
    }
    if (type instanceof AnnotatedParameterizedType parameterized) {
      Type raw = ((ParameterizedType) parameterized.getType()).getRawType();
      String arguments = writeAll(parameterized.getAnnotatedActualTypeArguments());
      return nullness + name((Class<?>) raw) + "<" + arguments + ">";
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      String lower = writeAll(wildcard.getAnnotatedLowerBounds());
      String upper = writeAll(wildcard.getAnnotatedUpperBounds());
      return !lower.isEmpty()
          ? "? super " + lower
          : upper.equals("Object") ? "?" : "? extends " + upper;
    }
    if (type instanceof AnnotatedTypeVariable) {
      return nullness + type.getType().getTypeName();
    }
    return nullness + name((Class<?>) type.getType());
  }

  private String name(Class<?> type) {
    String shortName = shortName(type);
    Class<?> holder = bySimpleName.computeIfAbsent(shortName, name -> type);
    return holder.equals(type) ? shortName : type.getName().replace('$', '.');
  }

  private static String shortName(Class<?> type) {
    return type.isPrimitive()
        ? type.getName()
        : type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }
}
