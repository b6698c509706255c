package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The class path, under the versions that Spring Boot's parent manages. */
class LinkageTest {
  @Test
  void thereIsOneOkHttp() throws Exception {
    assertEquals(
        1,
        Collections.list(getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class"))
            .size());
  }

  /** Also what no test calls: a class or method that another version lacks is an error at first use. */
  @Test
  void whatTheLibrariesCallIsThere() throws Exception {
    assertEquals(Set.of(), Linkage.missing());
  }
}
