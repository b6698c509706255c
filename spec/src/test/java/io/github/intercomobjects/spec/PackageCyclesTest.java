package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackageCyclesTest {
  @Test
  void aCycleOfThreeIsReportedWithItsTypesAndAPath(@TempDir Path folder) throws IOException {
    compile(
        folder,
        "class Above { First first; }",
        "class First { Second second; }",
        "class Second { static class Nested { Third third() { return new Third(); } } Below b; }",
        "class Third { java.util.List<First> firsts; }",
        "class Below { Self self; }",
        "class Self { Self self; }",
        "class Left { Right right; }",
        "class Right { Left left; }");
    assertThatThrownBy(() -> PackageCycles.check(folder, "shop.orders", 2))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "A cycle of shop.orders has 3 types, but at most 2 are allowed: First, Second, Third;"
                + " a path around it: First -> Second -> Third -> First");
    assertThatCode(() -> PackageCycles.check(folder, "shop.orders", 3)).doesNotThrowAnyException();
  }

  @Test
  void typesWithoutACyclePass(@TempDir Path folder) throws IOException {
    compile(folder, "class Above { Below below; }", "class Below {}");
    assertThatCode(() -> PackageCycles.check(folder, "shop.orders", 0)).doesNotThrowAnyException();
  }

  @Test
  void aFolderWithoutTheClassesIsRejected(@TempDir Path folder) throws IOException {
    compile(folder, "class Above { Below below; }", "class Below {}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PackageCycles.check(folder, "shop.order", 2))
        .withMessageStartingWith(
            "No type of shop.order refers to another one in "
                + folder.resolve("shop").resolve("order"));
  }

  private static void compile(Path folder, String... types) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-d", folder.toString()));
    arguments.add(write(folder, "module-info", "module shop {}"));
    for (int i = 0; i < types.length; i++) {
      arguments.add(write(folder, "Source" + i, "package shop.orders; " + types[i]));
    }
    String[] array = arguments.toArray(String[]::new);
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, array)).isZero();
  }

  private static String write(Path folder, String name, String source) throws IOException {
    return Files.writeString(folder.resolve(name + ".java"), source).toString();
  }
}
