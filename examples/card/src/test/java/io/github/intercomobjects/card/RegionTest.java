package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.Region;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegionTest {
  private final List<String> calls = new CopyOnWriteArrayList<>();

  /** Sends nothing, so that no test calls Intercom. */
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .addInterceptor(
              chain -> {
                Request request = chain.request();
                calls.add(request.header("Authorization") + " to " + request.url().host());
                throw new IOException("not sent");
              })
          .build();

  @AutoClose
  private final CardScene scene =
      new CardScene(
          Map.of(
              Credentials.SECRET,
              CardScene.SECRET,
              Credentials.TOKEN,
              "t",
              Credentials.TOKEN + "_b",
              "of-b"),
          builder -> builder.region(Region.AU).client(client).maxWait(Duration.ZERO));

  @ParameterizedTest
  @CsvSource({
    "sandbox, US,   Bearer t to api.intercom.io",
    "b,       EU,   Bearer of-b to api.eu.intercom.io",
    "b,       us,   Bearer of-b to api.intercom.io",
    "sandbox, AU,   Bearer t to api.au.intercom.io",
    "sandbox, Mars, Bearer t to api.au.intercom.io",
    "sandbox,     , Bearer t to api.au.intercom.io"
  })
  void aCallGoesToTheRegionOfItsWorkspaceOrElseToThatOfTheOption(
      String workspace, @Nullable String region, String call) {
    ObjectNode request = scene.inbox(scene.id("zoe")).put("workspace_id", workspace);
    request.put("workspace_region", region);
    scene.send("/inbox/initialize", CardScene.SECRET, request.toString());
    assertThat(calls).containsExactly(call);
  }
}
