package shop;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.FieldVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/** Looks for classes, methods and fields that the jars of a class path use and do not find there. */
final class Linkage {
  private static final Pattern JARS =
      Pattern.compile("(intercom-objects|okhttp|okio|moshi|retrofit|converter-moshi|kotlin-reflect)-.*\\.jar");

  /**
   * What users choose the versions of. The rest is optional, or the JDK's; of Spring Boot's two
   * packages for health, each version has one.
   */
  private static final Pattern LIBRARIES =
      Pattern.compile(
          "(io/github/intercomobjects|com/squareup|okhttp3|okio|retrofit2|kotlin|com/fasterxml"
              + "|org/eclipse/jetty|org/junit|io/micrometer|jakarta/servlet"
              + "|org/springframework/(?!boot/(actuate/)?health/)[a-z]+)/.*");

  /** Copies of whole libraries, some of whose parts are optional. */
  private static final String COPIES = "io/github/intercomobjects/sandbox/shaded/";

  private record Type(List<String> parents, Set<String> members) {}

  private static final Type NONE = new Type(List.of(), Set.of());

  private final Map<String, Type> types = new HashMap<>();
  private final Set<String> missing = new TreeSet<>();

  private Linkage() {}

  static Set<String> missing() throws IOException {
    Linkage linkage = new Linkage();
    int jars = 0;
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
      File file = new File(part);
      if (JARS.matcher(file.getName()).matches()) {
        linkage.read(file);
        jars++;
      }
    }
    if (jars < 8) {
      throw new AssertionError("only " + jars + " jars were read");
    }
    return linkage.missing;
  }

  private void read(File file) throws IOException {
    try (JarFile jar = new JarFile(file, true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.versionedStream()::iterator) {
        String name = entry.getName();
        if (name.endsWith(".class") && LIBRARIES.matcher(name).matches()) {
          if (!name.startsWith(COPIES)) {
            read(new ClassReader(jar.getInputStream(entry).readAllBytes()));
          }
        }
      }
    }
  }

  private void read(ClassReader reader) {
    String user = reader.getClassName();
    parents(reader).forEach(parent -> require(user, parent, null));
    MethodVisitor code =
        new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitTypeInsn(int opcode, String type) {
            require(user, type, null);
          }

          @Override
          public void visitFieldInsn(int opcode, String owner, String name, String type) {
            require(user, owner, name + ":" + type);
          }

          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String type, boolean isInterface) {
            require(user, owner, name + type);
          }

          @Override
          public void visitInvokeDynamicInsn(
              String name, String type, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
              if (argument instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
                require(user, handle.getOwner(), handle.getName() + handle.getDesc());
              }
            }
          }
        };
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            return code;
          }
        },
        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
  }

  private void require(String user, String owner, String member) {
    if (!LIBRARIES.matcher(owner).matches()) {
      return;
    }
    if (type(owner) == NONE) {
      missing.add(owner + ", used by " + user);
    } else if (member != null && !has(owner, member)) {
      missing.add(owner + "." + member + ", used by " + user);
    }
  }

  private boolean has(String owner, String member) {
    Type type = type(owner);
    return type.members().contains(member)
        || type.parents().stream().anyMatch(parent -> has(parent, member));
  }

  private Type type(String name) {
    Type known = types.get(name);
    if (known == null) {
      known = load(name);
      types.put(name, known);
    }
    return known;
  }

  private static Type load(String name) {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
      if (in == null) {
        return NONE;
      }
      ClassReader reader = new ClassReader(in.readAllBytes());
      Set<String> members = new TreeSet<>();
      reader.accept(
          new ClassVisitor(Opcodes.ASM9) {
            @Override
            public FieldVisitor visitField(
                int access, String field, String type, String signature, Object value) {
              members.add(field + ":" + type);
              return null;
            }

            @Override
            public MethodVisitor visitMethod(
                int access, String method, String type, String signature, String[] exceptions) {
              members.add(method + type);
              return null;
            }
          },
          ClassReader.SKIP_CODE);
      return new Type(parents(reader), members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> parents(ClassReader reader) {
    List<String> parents = new ArrayList<>(List.of(reader.getInterfaces()));
    if (reader.getSuperName() != null) {
      parents.add(reader.getSuperName());
    }
    return parents;
  }
}
