package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.card.CardScene.Shown;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** In this scene, all calls of a click have a minute together. */
final class ClickTest {
  private final List<Long> timeouts = new CopyOnWriteArrayList<>();
  private volatile int secondsOfACall;

  @AutoClose
  private final CardScene scene =
      new CardScene(
          Map.of(Credentials.SECRET, CardScene.SECRET),
          builder -> builder.client(new OkHttpClient.Builder().addInterceptor(this::pass).build()));

  /** Records the timeout of a call in tens of seconds, and lets it take some. */
  private Response pass(Interceptor.Chain chain) throws IOException {
    timeouts.add(Math.round(chain.call().timeout().timeoutNanos() / 1e10));
    Response response = chain.proceed(chain.request());
    scene.now = scene.now.plusSeconds(secondsOfACall);
    return response;
  }

  private Shown question() {
    Shown question = scene.open("zoe").click("A-1015").click("Refund…");
    timeouts.clear();
    return question;
  }

  @Test
  void aCallHasTheTimeThatIsLeftOfItsClick() {
    Shown question = question();
    secondsOfACall = 20;
    question.click("Refund €2,249.00");
    assertThat(scene.changes()).hasSize(1);
    assertThat(timeouts).containsExactly(6L, 4L);
    // The orders were forgotten, so the next click lists them first.
    question.click("Refund €2,249.00");
    assertThat(timeouts).containsExactly(6L, 4L, 6L, 4L);
  }

  @Test
  void nothingIsSentWhenTheTimeOfAClickIsOver() {
    Shown question = question();
    secondsOfACall = 60;
    assertThat(question.click("Refund €2,249.00").lines())
        .containsExactly("Intercom's API takes longer than usual.", "[Try again]");
    assertThat(timeouts).hasSize(1);
    assertThat(scene.changes()).isEmpty();
  }
}
