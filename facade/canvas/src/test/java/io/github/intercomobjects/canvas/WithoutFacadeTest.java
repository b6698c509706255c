package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The facade is an optional dependency. */
final class WithoutFacadeTest {
  private static final String PACKAGE = "io.github.intercomobjects.canvas.";

  /** A class loader that has this module, and everything else but the facade. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(WithoutFacadeTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.matches("io\\.github\\.intercomobjects\\.[A-Z].*")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(PACKAGE)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (code == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = code.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Uses everything that shows no object. It is loaded without the facade. */
  static final class App implements Supplier<String> {
    @Override
    public String get() {
      PerContact<String> cache = PerContact.<String>builder().build();
      Webhooks webhooks = Webhooks.of(Map.of(), Requests.SECRET);
      byte[] body = Requests.body("{'contact':{'id':'c1'}}");
      try (CanvasApp app =
          Requests.app()
              .inboxInitialize(
                  request -> Requests.canvas(cache.get(request, id -> Formats.plain("of " + id))))
              .build()) {
        return Requests.text(app.handle("/inbox/initialize", Requests.signed(body), body))
            + webhooks.handle(Requests.signed(body), body);
      }
    }
  }

  /** Uses a list. */
  static final class ListOfObjects implements Callable<Object> {
    @Override
    public Object call() {
      return CardList.builder("order").title(one -> one.getId()).build();
    }
  }

  @Test
  void anAppWithoutObjectsRunsWithoutTheFacade() throws Exception {
    Supplier<?> app = (Supplier<?>) create(App.class);

    assertThat(app.getClass()).isNotSameAs(App.class);
    assertThat(app.get())
        .isEqualTo(
            "{\"canvas\":{\"content\":{\"components\":[{\"type\":\"text\",\"text\":\"of"
                + " c1\"}]}}}401");
  }

  @Test
  void aModuleThatRequiresThisOneCompilesWithoutTheFacade() throws Exception {
    Path classes =
        Path.of(CanvasApp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (InputStream descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
      assertThat(ModuleDescriptor.read(descriptor).requires())
          .filteredOn(requires -> requires.name().equals("io.github.intercomobjects"))
          .singleElement()
          .satisfies(
              facade ->
                  assertThat(facade.modifiers())
                      .containsExactly(ModuleDescriptor.Requires.Modifier.STATIC));
    }
  }

  @Test
  void onlyListsNeedTheFacade() throws Exception {
    Callable<?> list = (Callable<?>) create(ListOfObjects.class);

    assertThatThrownBy(list::call)
        .isInstanceOf(NoClassDefFoundError.class)
        .hasMessageMatching("io/github/intercomobjects/[A-Z]\\w+");
  }

  private static Object create(Class<?> type)
      throws ReflectiveOperationException, InvocationTargetException {
    var constructor = new Loader().loadClass(type.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
