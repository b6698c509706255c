package io.github.intercomobjects.canvas;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.WebhookNotification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of webhook notifications, by topic.
 *
 * <pre>{@code
 * Webhooks webhooks =
 *     Webhooks.of(Map.of("contact.deleted", notification -> queue.add(notification)), clientSecret);
 * byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
 * int status = webhooks.handle(exchange.getRequestHeaders()::getFirst, body);
 * exchange.sendResponseHeaders(status, -1);
 * }</pre>
 *
 * <p>The server must limit what it reads, as here, because the signature is checked afterwards. A
 * body that was cut off is rejected.
 *
 * <p>Intercom waits 5 seconds for the response, so a handler puts longer work into a queue. It can
 * send a notification twice: a handler that must not run twice discards the ids that it knows.
 *
 * <p>Immutable and thread-safe, if the handlers are.
 */
public final class Webhooks {
  private static final JsonAdapter<WebhookNotification> JSON =
      new Moshi.Builder().build().adapter(WebhookNotification.class);

  private final Signatures signatures;
  private final Map<String, Consumer<WebhookNotification>> handlers;

  private Webhooks(Map<String, Consumer<WebhookNotification>> handlers, Signatures signatures) {
    this.handlers = Map.copyOf(handlers);
    this.signatures = signatures;
  }

  /**
   * Returns the handlers of an app.
   *
   * @param handlers the handlers by topic. Topics without one are ignored, and so is {@code ping}.
   * @param secrets the client secret of the app. While it is replaced, pass the new and the old
   *     one.
   */
  public static Webhooks of(
      Map<String, Consumer<WebhookNotification>> handlers, String... secrets) {
    return new Webhooks(handlers, Signatures.webhook(secrets));
  }

  /**
   * Calls the handler of a notification, and returns the status of the response: 200, also without
   * a handler; 401 if the signature is wrong, 400 if the body is no JSON object. An exception of
   * the handler is thrown. The server makes a failure of it, so Intercom sends the notification
   * once more after a minute.
   *
   * @param header a function that returns the value of a header, or null
   * @param body the body as it was received
   */
  public int handle(Function<String, @Nullable String> header, byte[] body) {
    if (!signatures.matches(header.apply(signatures.getHeader()), body)) {
      return 401;
    }
    WebhookNotification notification;
    try {
      notification = JSON.fromJson(new String(body, StandardCharsets.UTF_8));
    } catch (IOException | JsonDataException e) {
      return 400;
    }
    if (notification == null) {
      return 400;
    }
    String topic = notification.getTopic();
    Consumer<WebhookNotification> handler = topic == null ? null : handlers.get(topic);
    if (handler != null) {
      handler.accept(notification);
    }
    return 200;
  }
}
