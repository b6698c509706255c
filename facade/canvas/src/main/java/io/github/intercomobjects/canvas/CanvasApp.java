package io.github.intercomobjects.canvas;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.ConfigureResponse;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.SubmitResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cards of an app, without a server: it verifies a request, calls its handler, checks the
 * canvas, and returns the response.
 *
 * <pre>{@code
 * CanvasApp app =
 *     CanvasApp.builder(clientSecret)
 *         .inboxInitialize(request -> orders(request.getContact()))
 *         .inboxSubmit("order:{id}", request -> order(request.getPart("id")))
 *         .onError((request, error) -> error.printStackTrace())
 *         .build();
 * }</pre>
 *
 * <p>Any server can call it with a path, a function that returns a header, and the bytes of a body:
 *
 * <pre>{@code
 * byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
 * String path = exchange.getRequestURI().getPath();
 * CanvasResponse response = app.handle(path, exchange.getRequestHeaders()::getFirst, body);
 * }</pre>
 *
 * <p>Anybody can send a body of any length, so the server must limit what it reads. A body that was
 * cut off is rejected, because its signature is wrong.
 *
 * <p>A handler that fails, or is late, becomes a card that says so, because Intercom documents no
 * errors and no time limit. The exception goes to {@link Builder#onError}, and never into the card.
 *
 * <p>Thread-safe. {@link #close()} it when the server has stopped.
 */
public final class CanvasApp implements AutoCloseable {
  private static final String FAILED = "Something went wrong. Please try again later.";
  private static final String UNKNOWN = "This is no longer available. Please open the card again.";
  private static final String BUSY =
      "The app is busy, and nothing was done. Please try again in a moment.";
  private static final String LATE =
      "This takes longer than usual, and may still be done. Please check again in a moment.";

  private final Signatures signatures;
  private final Routes routes;
  private final @Nullable BiConsumer<CanvasRequest, Throwable> listener;
  private final HandlerThreads threads;

  private CanvasApp(Builder builder) {
    signatures = builder.signatures;
    routes = builder.routes.copy();
    listener = builder.listener;
    threads = new HandlerThreads(builder.threads, builder.deadline, builder.wait);
  }

  /**
   * Returns a builder of the cards of an app.
   *
   * @param secrets the client secret of the app. While it is replaced, pass the new and the old
   *     one.
   */
  public static Builder builder(String... secrets) {
    return new Builder(Signatures.canvas(secrets));
  }

  /**
   * Returns the response to a request at a path, which is that of a {@link CanvasRequest.Kind}.
   *
   * @param path the path without the query, for example {@code /inbox/initialize}
   * @param header a function that returns the value of a header, or null
   * @param body the body as it was received
   */
  public CanvasResponse handle(
      String path, Function<String, @Nullable String> header, byte[] body) {
    Objects.requireNonNull(path, "path");
    for (CanvasRequest.Kind kind : CanvasRequest.Kind.values()) {
      if (kind.getPath().equals(path)) {
        return handle(kind, header, body);
      }
    }
    String paths =
        Stream.of(CanvasRequest.Kind.values())
            .filter(routes::contains)
            .map(CanvasRequest.Kind::getPath)
            .collect(Collectors.joining(", "));
    return problem(404, "there is no handler at this path, but at " + paths);
  }

  /**
   * Returns the response to a request, for a server with paths of its own.
   *
   * @param kind the kind of the request
   * @param header a function that returns the value of a header, or null
   * @param body the body as it was received
   */
  public CanvasResponse handle(
      CanvasRequest.Kind kind, Function<String, @Nullable String> header, byte[] body) {
    Objects.requireNonNull(kind, "kind");
    if (!routes.contains(kind)) {
      return problem(404, "there is no handler of " + kind + ": set it in the builder");
    }
    if (!signatures.matches(header.apply(signatures.getHeader()), body)) {
      return new CanvasResponse(401, "");
    }
    CanvasRequest request;
    try {
      request = CanvasRequest.read(kind, body);
      if (Rendering.RESTART.equals(request.getComponentId()) && restarts(kind)) {
        request = request.restart();
      }
    } catch (IOException | JsonDataException e) {
      return problem(400, "the body is no JSON object: " + e.getMessage());
    }
    return new CanvasResponse(200, respond(request));
  }

  private String respond(CanvasRequest request) {
    Routes.Match match = routes.find(request);
    if (match == null) {
      return failure(
          request,
          new IllegalStateException(
              "there is no handler of %s for the component '%s': set one in the builder"
                  .formatted(request.getKind(), request.describeComponent())),
          UNKNOWN);
    }
    HandlerCall call = new HandlerCall(() -> call(match));
    return switch (threads.run(call)) {
      case DONE -> Objects.requireNonNull(call.getResponse(), "response");
      case RUNNING -> failure(request, late(request, "still runs after"), LATE);
      case NOT_STARTED -> failure(request, late(request, "found no idle thread within"), BUSY);
      case CLOSED -> failure(request, new IllegalStateException("the app is closed"), BUSY);
    };
  }

  private TimeoutException late(CanvasRequest request, String problem) {
    return new TimeoutException(
        "the handler of %s for the component '%s' %s %s"
            .formatted(
                request.getKind(), request.describeComponent(), problem, threads.getDeadline()));
  }

  private String call(Routes.Match match) {
    try {
      return match.handler().handle(match.request());
    } catch (Throwable e) {
      return failure(match.request(), e, FAILED);
    }
  }

  private String failure(CanvasRequest request, Throwable error, String text) {
    if (listener == null) {
      uncaught(error);
    } else {
      try {
        listener.accept(request, error);
      } catch (Throwable e) {
        if (e != error) {
          e.addSuppressed(error);
        }
        uncaught(e);
      }
    }
    return Rendering.error(request, text, restarts(request.getKind()));
  }

  /** Reports an error as if the thread had ended by it, which by default is to print it. */
  private static void uncaught(Throwable error) {
    Thread thread = Thread.currentThread();
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
    } catch (Throwable e) {
      // Java ignores what such a handler throws.
    }
  }

  /** Returns whether an error card has a button that requests the first canvas again. */
  private boolean restarts(CanvasRequest.Kind kind) {
    return kind.isInbox()
        && routes.contains(CanvasRequest.Kind.INBOX_INITIALIZE)
        && routes.contains(CanvasRequest.Kind.INBOX_SUBMIT);
  }

  private static CanvasResponse problem(int status, String text) {
    return new CanvasResponse(
        status, new Moshi.Builder().build().adapter(Object.class).toJson(Map.of("error", text)));
  }

  /**
   * Stops the threads. Handlers of requests that were received have the time of the deadline to
   * end, and are interrupted after it.
   */
  @Override
  public void close() {
    threads.close();
  }

  @Override
  public String toString() {
    return "CanvasApp{" + routes + "}";
  }

  /**
   * A builder of a {@link CanvasApp}. A component id is exact, or a pattern such as {@code
   * order:{id}}, whose parts {@link CanvasRequest#getPart} returns. {@code {id}} matches every id
   * of at most 1,000 characters; longer ones are unknown, because the browser of a contact can send
   * any. Of several patterns that match, the one with the most text outside braces is used; of
   * those, the one with the longest text before its first brace; and of those, the first in
   * alphabetical order.
   */
  public static final class Builder {
    private final Signatures signatures;
    private final Routes routes = new Routes();
    private Duration deadline = Duration.ofSeconds(3);
    private int threads = 32;
    private @Nullable BiConsumer<CanvasRequest, Throwable> listener;
    private HandlerThreads.Wait wait =
        (done, time) -> done.await(HandlerThreads.nanos(time), TimeUnit.NANOSECONDS);

    private Builder(Signatures signatures) {
      this.signatures = signatures;
    }

    /** Sets the handler of requests for the first canvas beside a conversation. */
    public Builder inboxInitialize(CanvasHandler<Canvas> handler) {
      return add(CanvasRequest.Kind.INBOX_INITIALIZE, null, handler, Rendering::initialize);
    }

    /** Adds a handler of components that a teammate uses. */
    public Builder inboxSubmit(String componentId, CanvasHandler<Canvas> handler) {
      return add(CanvasRequest.Kind.INBOX_SUBMIT, componentId, handler, Rendering::submit);
    }

    /**
     * Adds a handler of components that a teammate uses, which inserts a card into the reply of the
     * teammate by {@code card_creation_options}.
     */
    public Builder inboxSubmitResponse(String componentId, CanvasHandler<SubmitResponse> handler) {
      return add(CanvasRequest.Kind.INBOX_SUBMIT, componentId, handler, Rendering::submitResponse);
    }

    /** Sets the handler of requests for the first canvas in the Messenger. */
    public Builder messengerInitialize(CanvasHandler<Canvas> handler) {
      return add(CanvasRequest.Kind.MESSENGER_INITIALIZE, null, handler, Rendering::initialize);
    }

    /** Adds a handler of components that a contact uses. */
    public Builder messengerSubmit(String componentId, CanvasHandler<Canvas> handler) {
      return add(CanvasRequest.Kind.MESSENGER_SUBMIT, componentId, handler, Rendering::submit);
    }

    /** Adds a handler of components that a contact uses, which also reports an event. */
    public Builder messengerSubmitResponse(
        String componentId, CanvasHandler<SubmitResponse> handler) {
      return add(
          CanvasRequest.Kind.MESSENGER_SUBMIT, componentId, handler, Rendering::submitResponse);
    }

    /** Sets the handler of configurations, which returns a canvas or the results. */
    public Builder configure(CanvasHandler<ConfigureResponse> handler) {
      return add(CanvasRequest.Kind.MESSENGER_CONFIGURE, null, handler, Rendering::configure);
    }

    /** Sets the handler of requests for the content of a live canvas. */
    public Builder live(CanvasHandler<Content> handler) {
      return add(CanvasRequest.Kind.MESSENGER_LIVE, null, handler, Rendering::live);
    }

    /** Sets the handler of sheets that a contact submits. */
    public Builder sheetSubmit(CanvasHandler<SubmitResponse> handler) {
      return add(CanvasRequest.Kind.SHEET_SUBMIT, null, handler, Rendering::submitResponse);
    }

    private <R> Builder add(
        CanvasRequest.Kind kind,
        @Nullable String componentId,
        CanvasHandler<R> handler,
        Render<R> render) {
      Objects.requireNonNull(handler, "handler");
      CanvasHandler<String> rendered = request -> render.write(handler.handle(request), kind);
      if (componentId == null) {
        routes.add(kind, rendered);
      } else {
        routes.add(kind, componentId, rendered);
      }
      return this;
    }

    /**
     * Sets the time after which a card reports that the handler is late. The default is 3 seconds.
     * The handler is not interrupted, because an action would be half done, and its result is
     * discarded. One that has not started by then never starts.
     */
    public Builder deadline(Duration deadline) {
      if (deadline.isZero() || deadline.isNegative()) {
        throw new IllegalArgumentException(
            "the deadline " + deadline + " is not positive: pass some seconds");
      }
      this.deadline = deadline;
      return this;
    }

    /** Sets the maximum number of handlers that run at a time. The default is 32. */
    public Builder threads(int threads) {
      if (threads < 1) {
        throw new IllegalArgumentException(
            threads + " threads cannot run a handler: pass at least 1");
      }
      this.threads = threads;
      return this;
    }

    /**
     * Sets the listener of failures: exceptions of handlers, canvases with a problem, unknown
     * components, and a {@link TimeoutException} at the deadline, after which the exception of the
     * same handler may follow. It must not block, because the card waits for it. Without a
     * listener, the uncaught exception handler of the thread gets them, which prints them.
     */
    public Builder onError(BiConsumer<CanvasRequest, Throwable> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    Builder await(HandlerThreads.Wait wait) {
      this.wait = wait;
      return this;
    }

    /**
     * Returns the app.
     *
     * @throws IllegalStateException if there is no handler
     */
    public CanvasApp build() {
      if (routes.isEmpty()) {
        throw new IllegalStateException("there is no handler: call inboxInitialize(..) or another");
      }
      return new CanvasApp(this);
    }

    /** A writer of checked responses. */
    private interface Render<R> {
      String write(R response, CanvasRequest.Kind kind);
    }
  }
}
