package io.github.intercomobjects.card;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.canvas.CanvasApp;
import io.github.intercomobjects.canvas.CanvasHandler;
import io.github.intercomobjects.canvas.CanvasRequest;
import io.github.intercomobjects.canvas.CanvasResponse;
import io.github.intercomobjects.canvas.model.Canvas;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The card: orders and subscriptions of the contact beside whose conversation it is, or of the
 * customer who opens it in the Messenger. It depends on no server.
 *
 * <p>Thread-safe. {@link #close()} it when the server has stopped.
 */
public final class Card implements AutoCloseable {
  /** The time for all calls of a click together. A person who waits longer clicks again. */
  static final Duration PATIENCE = Duration.ofMillis(2500);

  /** What remains to write the card that reports a slow API. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private static final ObjectType<Order> ORDER = ObjectType.of("Order", Order.class);
  private static final ObjectType<Subscription> SUBSCRIPTION =
      ObjectType.of("Subscription", Subscription.class);

  private final Credentials credentials;
  private final Workspaces workspaces;
  private final Duration patience;
  private final Clock clock;
  private final ContactObjects<Order> orders = new ContactObjects<>(ORDER);
  private final ContactObjects<Subscription> subscriptions = new ContactObjects<>(SUBSCRIPTION);
  private final Views views;
  private final Refunds refunds;
  private final Problems problems;
  private final BiConsumer<CanvasRequest, Throwable> listener;

  /** An app for each secret, since a workspace can have several, and several can share one. */
  private final List<CanvasApp> apps = new ArrayList<>();

  /**
   * @param base a client with the region and the time-outs; see {@link #patient}
   * @param patience the time for all calls of a click together
   * @param shop the address in the company's own system to which the number of an order is appended
   * @param listener gets the failures, since cards do not show exceptions
   */
  Card(
      Credentials credentials,
      Intercom base,
      Duration patience,
      String shop,
      Clock clock,
      BiConsumer<CanvasRequest, Throwable> listener) {
    this.credentials = credentials;
    this.listener = listener;
    this.workspaces = new Workspaces(credentials, base);
    this.patience = patience;
    this.clock = clock;
    views = new Views(shop, clock.getZone());
    refunds = new Refunds(orders, views, clock);
    problems = new Problems(listener);
    credentials.secrets().forEach(secret -> apps.add(app(secret)));
  }

  /** Sets the limits of a client for a person who waits. A sync leaves room for it. */
  static Intercom.Builder patient(Intercom.Builder builder, Duration patience) {
    return builder
        .totalTimeout(patience)
        .requestTimeout(patience)
        .maxWait(Duration.ofMillis(500))
        .maxAttempts(2)
        .followMergedContacts(true);
  }

  private CanvasApp app(String secret) {
    return CanvasApp.builder(secret)
        .inboxInitialize(handler(secret, this::orders))
        .inboxSubmit("list:order:{button}", handler(secret, this::orders))
        .inboxSubmit("list:subscription:{button}", handler(secret, this::subscriptions))
        .inboxSubmit("order:{id}", handler(secret, this::order))
        .inboxSubmit("subscription:{id}", handler(secret, this::subscription))
        .inboxSubmit("refund:{id}", handler(secret, refunds::ask))
        .inboxSubmit("confirm:{id}", handler(secret, refunds::confirm))
        .messengerInitialize(request -> views.welcome())
        .messengerSubmit("list:order:{button}", handler(secret, this::orders))
        .messengerSubmit("list:subscription:{button}", handler(secret, this::subscriptions))
        .messengerSubmit("order:{id}", handler(secret, this::order))
        .messengerSubmit("subscription:{id}", handler(secret, this::subscription))
        .deadline(patience.plus(MARGIN))
        .onError(listener)
        .build();
  }

  private CanvasHandler<Canvas> handler(String secret, Function<Click, Canvas> handler) {
    return problems.reported(
        request -> {
          // Whoever has the secret of one workspace must not read another.
          if (!credentials.secretsOf(request.getWorkspaceId()).contains(secret)) {
            throw new CardProblem("This workspace has another client secret.");
          }
          return handler.apply(new Click(request, workspaces.of(request), patience, clock));
        });
  }

  private Canvas orders(Click click) {
    return views.orders(orders.of(click), click.getRequest());
  }

  private Canvas subscriptions(Click click) {
    return views.subscriptions(subscriptions.of(click), click.getRequest());
  }

  private Canvas order(Click click) {
    return views.order(orders.one(click), click.getRequest());
  }

  private Canvas subscription(Click click) {
    return views.subscription(subscriptions.one(click), click.getRequest());
  }

  /** Returns the response to a request: see {@link CanvasApp#handle(String, Function, byte[])}. */
  public CanvasResponse handle(
      String path, Function<String, @Nullable String> header, byte[] body) {
    CanvasResponse response = apps.get(0).handle(path, header, body);
    for (int i = 1; i < apps.size() && response.getStatus() == 401; i++) {
      response = apps.get(i).handle(path, header, body);
    }
    return response;
  }

  @Override
  public void close() {
    apps.forEach(CanvasApp::close);
  }
}
