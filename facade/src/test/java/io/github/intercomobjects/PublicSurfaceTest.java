package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.client.Since;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The public API: its nullness is declared, its types are ours, and the documents name it. */
final class PublicSurfaceTest {
  private static final Path README = Path.of("README.md");

  /** Returns the public types of a package, nested ones included, wherever its classes are. */
  private static List<Class<?>> publicTypes(Class<?> one) throws IOException {
    Path place;
    try {
      place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    String folder = one.getPackageName().replace('.', '/');
    if (Files.isDirectory(place)) {
      return publicTypes(one, place.resolve(folder));
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return publicTypes(one, jar.getPath(folder));
    }
  }

  private static List<Class<?>> publicTypes(Class<?> one, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
          .sorted()
          .<Class<?>>map(name -> load(one, name.substring(0, name.length() - 6)))
          .filter(PublicSurfaceTest::isReachable)
          .toList();
    }
  }

  private static Class<?> load(Class<?> one, String name) {
    try {
      return Class.forName(one.getPackageName() + "." + name, false, one.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static boolean isReachable(@Nullable Class<?> type) {
    return type == null
        || (isOpen(type.getModifiers())
            && !type.isAnonymousClass()
            && isReachable(type.getEnclosingClass()));
  }

  private static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static List<Class<?>> topLevel() throws IOException {
    return publicTypes(Intercom.class).stream()
        .filter(type -> type.getEnclosingClass() == null)
        .toList();
  }

  private static <M extends Member> List<M> open(M[] members) {
    return Arrays.stream(members)
        .filter(member -> isOpen(member.getModifiers()) && !member.isSynthetic())
        .toList();
  }

  private static List<AnnotatedElement> unmarkable(Class<?> type) {
    List<AnnotatedElement> elements = new ArrayList<>(List.of(type));
    elements.addAll(open(type.getDeclaredMethods()));
    elements.addAll(open(type.getDeclaredConstructors()));
    return elements;
  }

  @ParameterizedTest
  @ValueSource(classes = {Intercom.class, Since.class, ContactsApi.class, Contact.class})
  void everyPublicTypeHasKnownNullness(Class<?> one) throws IOException {
    List<Class<?>> types = publicTypes(one);
    assertThat(types).contains(one);
    assertThat(one.getPackage().isAnnotationPresent(NullMarked.class)).isTrue();
    assertThat(types)
        .flatExtracting(PublicSurfaceTest::unmarkable)
        .filteredOn(element -> element.isAnnotationPresent(NullUnmarked.class))
        .isEmpty();
  }

  /** Adds the classes in a type: itself, its arguments and its bounds. */
  private static void addClasses(Type type, Set<Class<?>> classes) {
    if (type instanceof Class<?> one) {
      classes.add(one.isArray() ? one.getComponentType() : one);
    } else if (type instanceof ParameterizedType parameterized) {
      addClasses(parameterized.getRawType(), classes);
      addClasses(parameterized.getActualTypeArguments(), classes);
    } else if (type instanceof WildcardType wildcard) {
      addClasses(wildcard.getUpperBounds(), classes);
      addClasses(wildcard.getLowerBounds(), classes);
    } else if (type instanceof GenericArrayType array) {
      addClasses(array.getGenericComponentType(), classes);
    }
  }

  private static void addClasses(Type[] types, Set<Class<?>> classes) {
    for (Type type : types) {
      addClasses(type, classes);
    }
  }

  private static void addForeign(Set<String> foreign, String where, Type... types) {
    Set<Class<?>> classes = new HashSet<>();
    addClasses(types, classes);
    for (Class<?> type : classes) {
      if (!type.isPrimitive()
          && !type.getName().startsWith("java.")
          && !type.getPackage().isAnnotationPresent(NullMarked.class)) {
        foreign.add(where + " " + type.getName());
      }
    }
  }

  private static void addBounds(Set<String> foreign, String where, GenericDeclaration generic) {
    for (TypeVariable<?> variable : generic.getTypeParameters()) {
      addForeign(foreign, where + " is bound by", variable.getBounds());
    }
  }

  private static void addExecutable(Set<String> foreign, String type, Executable executable) {
    String where = type + (executable instanceof Constructor<?> ? "" : "." + executable.getName());
    addBounds(foreign, where, executable);
    addForeign(foreign, where + " takes", executable.getGenericParameterTypes());
    addForeign(foreign, where + " throws", executable.getGenericExceptionTypes());
  }

  /** Adds the uses of another library's types whose package does not declare its nullness. */
  private static Set<String> foreign(List<Class<?>> types) {
    Set<String> foreign = new TreeSet<>();
    for (Class<?> type : types) {
      String name = type.getName().substring(type.getPackageName().length() + 1);
      addBounds(foreign, name, type);
      addForeign(foreign, name + " is", type.getGenericInterfaces());
      if (type.getGenericSuperclass() != null) {
        addForeign(foreign, name + " is", type.getGenericSuperclass());
      }
      for (Field field : open(type.getDeclaredFields())) {
        addForeign(foreign, name + "." + field.getName() + " is", field.getGenericType());
      }
      for (Constructor<?> constructor : open(type.getDeclaredConstructors())) {
        addExecutable(foreign, name, constructor);
      }
      for (Method method : open(type.getDeclaredMethods())) {
        addExecutable(foreign, name, method);
        addForeign(
            foreign, name + "." + method.getName() + " returns", method.getGenericReturnType());
      }
    }
    return foreign;
  }

  /** The API accepts a user's objects of another library, but returns none. */
  @Test
  void typesOfOtherLibrariesAreParametersAndNeverResults() throws IOException {
    assertThat(foreign(publicTypes(Intercom.class)))
        .containsExactly(
            "Fakes.customObject takes com.squareup.moshi.Moshi",
            "Intercom$Builder.client takes okhttp3.OkHttpClient",
            "Intercom$Builder.moshi takes com.squareup.moshi.Moshi",
            "Intercom.execute takes retrofit2.Call",
            "ObjectType.builder takes com.squareup.moshi.JsonAdapter");
  }

  /** Returns the words of its code; a block of code is between three backticks. */
  private static Set<String> wordsOfCode(String markdown) {
    String[] parts = markdown.split("`", -1);
    Set<String> words = new HashSet<>();
    for (int i = 1; i < parts.length; i += 2) {
      words.addAll(Arrays.asList(parts[i].split("\\W+")));
    }
    return words;
  }

  @Test
  void theReadmesOfFacadeAndProjectNameEveryPublicType() throws IOException {
    Set<String> words = wordsOfCode(Files.readString(README));
    words.addAll(wordsOfCode(Files.readString(Path.of("../README.md"))));
    assertThat(topLevel())
        .extracting(Class::getSimpleName)
        .filteredOn(name -> !words.contains(name))
        .isEmpty();
  }

  @Test
  void theNumberOfPublicTypesIsAsDecided() throws IOException {
    Matcher decided =
        Pattern.compile("(?m)^- (\\d+) public types in the facade")
            .matcher(Files.readString(README));
    assertThat(decided.find()).isTrue();
    assertThat(topLevel()).hasSize(Integer.parseInt(decided.group(1)));
  }
}
