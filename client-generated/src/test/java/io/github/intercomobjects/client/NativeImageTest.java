package io.github.intercomobjects.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.client.api.ContactsApi;
import io.github.intercomobjects.client.model.Contact;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okio.Okio;
import org.junit.jupiter.api.Test;

/** The metadata for native images lists exactly the types that Moshi and Retrofit look up. */
final class NativeImageTest {
  @Test
  void everyAdapterAndEveryInterfaceIsListed() throws Exception {
    List<String> names = new ArrayList<>();
    for (Map<String, Object> entry : read("reflect-config.json")) {
      Class<?> type = Class.forName((String) entry.get("name"));
      names.add(type.getName());
      if (!type.isInterface()) {
        assertThat(entry.get("methods"))
            .isEqualTo(
                List.of(
                    Map.of("name", "<init>", "parameterTypes", List.of(Moshi.class.getName()))));
        assertThat(type.getConstructor(Moshi.class)).isNotNull();
      }
      assertThat(entry.get("condition"))
          .isEqualTo(Map.of("typeReachable", type.getName().replaceFirst("JsonAdapter$", "")));
    }
    List<String> expected = classes(ContactsApi.class, "Api");
    expected.addAll(classes(Contact.class, "JsonAdapter"));
    assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyInterfaceHasAProxy() throws Exception {
    assertThat(read("proxy-config.json"))
        .extracting(entry -> entry.get("interfaces"))
        .containsExactlyInAnyOrderElementsOf(
            classes(ContactsApi.class, "Api").stream().map(List::of).toList());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> read(String file) throws IOException {
    String path =
        "/META-INF/native-image/io.github.intercomobjects/intercom-objects-client/" + file;
    try (InputStream json = NativeImageTest.class.getResourceAsStream(path)) {
      assertThat(json).as(path).isNotNull();
      return (List<Map<String, Object>>)
          FreeFormJson.ADAPTER.fromJson(Okio.buffer(Okio.source(json)));
    }
  }

  /** Returns the names of the classes in the folder of {@code one} that end in {@code suffix}. */
  private static List<String> classes(Class<?> one, String suffix)
      throws IOException, URISyntaxException {
    Path folder = Path.of(one.getResource(one.getSimpleName() + ".class").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return new ArrayList<>(
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(suffix + ".class"))
              .map(name -> one.getPackageName() + "." + name.replace(".class", ""))
              .toList());
    }
  }
}
