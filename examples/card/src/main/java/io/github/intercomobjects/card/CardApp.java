package io.github.intercomobjects.card;

import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.canvas.CanvasRequest;
import io.github.intercomobjects.canvas.CanvasResponse;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.card.HttpServer.Incoming;
import io.github.intercomobjects.card.HttpServer.Outgoing;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The command that serves the card: to Intercom with {@code --live}, else to a previewer, on a shop
 * in memory. {@link Options#USAGE} describes it.
 */
public final class CardApp {
  private static final int OK = 0;
  private static final int CANNOT_LISTEN = 1;
  private static final int WRONG_INPUT = 2;

  /** The time for the clicks in flight, which is longer than a response takes at most. */
  private static final Duration STOP_TIMEOUT = Card.PATIENCE.plusSeconds(2);

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Duration patience;

  CardApp(
      PrintStream out,
      PrintStream err,
      Map<String, String> environment,
      Clock clock,
      Duration patience) {
    this.out = out;
    this.err = err;
    this.environment = environment;
    this.clock = clock;
    this.patience = patience;
  }

  public static void main(String[] arguments) {
    CardApp app =
        new CardApp(
            System.out,
            System.err,
            System.getenv(),
            Clock.system(ZoneId.systemDefault()),
            Card.PATIENCE);
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    // SIGTERM and Ctrl-C start the hook, and the process ends after it. All threads are daemons.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  await(stopped);
                },
                "stop"));
    int code;
    try {
      code = app.run(List.of(arguments), address -> await(stop));
    } finally {
      stopped.countDown();
    }
    System.exit(code);
  }

  /**
   * Starts everything, passes the address of the previewer, or of the card with {@code --live}, to
   * an action, and stops everything.
   *
   * @return the exit code
   */
  int run(List<String> arguments, Consumer<URI> use) {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(Options.USAGE);
      } else if (options.live()) {
        live(options, use);
      } else {
        preview(options, use);
      }
      return OK;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return WRONG_INPUT;
    } catch (IllegalStateException e) {
      err.println(e.getMessage());
      return CANNOT_LISTEN;
    }
  }

  private void live(Options options, Consumer<URI> use) {
    Credentials credentials = new Credentials(environment);
    try (Intercom base = base(Intercom.builder().region(options.region()));
        Card card = card(credentials, base, options);
        HttpServer server = serve(card, options)) {
      out.println("Card  http://" + options.host() + ":" + server.getPort());
      out.println(
          "      at /inbox/initialize, /inbox/submit, /messenger/initialize, /messenger/submit");
      use.accept(server.getAddress());
    }
  }

  private void preview(Options options, Consumer<URI> use) {
    DemoShop shop = new DemoShop(clock.instant());
    try (Sandbox sandbox = Sandbox.builder().workspace(shop.workspace()).clock(clock).start();
        Intercom base = base(Intercom.builder().baseUrl(sandbox.getBaseUrl()))) {
      try (Intercom seed = base.newBuilder().accessToken(sandbox.getToken()).build()) {
        shop.fill(seed);
      }
      URI url = options.url();
      if (url != null) {
        String secret = environment.get(Credentials.SECRET);
        if (secret == null) {
          throw new IllegalArgumentException(
              Credentials.SECRET + " is not set: --url needs the secret of the app");
        }
        String[] secrets = Credentials.split(secret).toArray(String[]::new);
        preview(options, sandbox, Signatures.canvas(secrets), url, shop, use);
        return;
      }
      // Nobody else has to know the secret, and the environment may have one of a real app.
      String secret = UUID.randomUUID().toString();
      Credentials credentials =
          new Credentials(
              Map.of(Credentials.SECRET, secret, Credentials.TOKEN, sandbox.getToken()));
      try (Card card = card(credentials, base, options);
          HttpServer server = serve(card, options)) {
        out.println("Card       " + server.getAddress());
        preview(options, sandbox, Signatures.canvas(secret), server.getAddress(), shop, use);
      }
    }
  }

  private void preview(
      Options options,
      Sandbox sandbox,
      Signatures signatures,
      URI app,
      DemoShop shop,
      Consumer<URI> use) {
    try (Preview preview =
        new Preview(options.previewPort(), sandbox, signatures, app, shop.scene(app.toString()))) {
      out.println("API        " + sandbox.getBaseUrl() + "_sandbox/");
      out.println("Previewer  " + preview.getAddress() + "/");
      out.flush();
      use.accept(preview.getAddress());
    }
  }

  private Intercom base(Intercom.Builder builder) {
    // Each workspace gets a client with its own token.
    return Card.patient(builder, patience).accessToken("of-no-workspace").build();
  }

  private Card card(Credentials credentials, Intercom base, Options options) {
    return new Card(credentials, base, patience, options.shop(), clock, this::report);
  }

  private void report(@Nullable CanvasRequest request, Throwable error) {
    err.print(clock.instant() + " " + request + ": ");
    if (error instanceof IntercomException || error instanceof CardProblem) {
      err.println(error);
    } else {
      error.printStackTrace(err);
    }
  }

  /** Serves a card, as any server would. */
  static HttpServer serve(Card card, Options options) {
    Duration stopTimeout = options.live() ? STOP_TIMEOUT : Duration.ZERO;
    return HttpServer.start(
        "card", options.host(), options.port(), stopTimeout, it -> respond(card, it));
  }

  private static Outgoing respond(Card card, Incoming request) {
    if (!request.method().equals("POST")) {
      return new Outgoing(405, Map.of("Allow", "POST"), new byte[0]);
    }
    CanvasResponse response = card.handle(request.path(), request.header(), request.body());
    return Outgoing.of(response.getStatus(), response.getContentType(), response.getBody());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
