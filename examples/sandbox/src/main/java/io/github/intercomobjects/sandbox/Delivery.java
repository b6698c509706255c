package io.github.intercomobjects.sandbox;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Brings an answer to the caller, or some of it, or late. No thread waits meanwhile. */
final class Delivery {
  private static final int PIECES = 20;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final InstantSource clock;
  private boolean last;

  Delivery(Request request, Response response, Callback callback, InstantSource clock) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.clock = clock;
  }

  /** Says that the connection ends with the answer, for a request that was not read to its end. */
  Delivery last() {
    last = true;
    return this;
  }

  /**
   * @param answer null for none at all
   */
  void send(@Nullable Outgoing answer, @Nullable Fault fault) {
    if (answer == null) {
      reset();
    } else if (fault == null) {
      send(answer);
    } else {
      sendWith(fault, answer);
    }
  }

  void send(Outgoing answer) {
    head(answer);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  private void sendWith(Fault fault, Outgoing answer) {
    switch (fault.kind()) {
      case LOST_ANSWER -> reset();
      case DELAY -> later(fault.duration(), () -> send(answer));
      case CUT_BODY -> {
        head(answer);
        ByteBuffer half = ByteBuffer.wrap(answer.body(), 0, answer.body().length / 2);
        response.write(false, half, Callback.from(this::hangUp, callback::failed));
      }
      case SLOW_BODY -> {
        head(answer);
        drip(answer.body(), 0, fault.duration());
      }
      default -> send(answer);
    }
  }

  private void head(Outgoing answer) {
    response.setStatus(answer.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.DATE, HTTP_DATE.format(clock.instant()));
    headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    answer.headers().forEach((name, value) -> headers.put(name, value));
    if (last) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
  }

  /** Sends a piece now, and the others over what is left of the time. */
  private void drip(byte[] body, int piece, Duration left) {
    int from = (int) ((long) body.length * piece / PIECES);
    int to = (int) ((long) body.length * (piece + 1) / PIECES);
    boolean last = piece == PIECES - 1;
    ByteBuffer bytes = ByteBuffer.wrap(body, from, to - from);
    if (last) {
      response.write(true, bytes, callback);
      return;
    }
    Duration pause = left.dividedBy(PIECES - 1 - piece);
    Runnable rest = () -> later(pause, () -> drip(body, piece + 1, left.minus(pause)));
    response.write(false, bytes, Callback.from(rest, callback::failed));
  }

  private void later(Duration wait, Runnable action) {
    // A call that waits is not idle, however long it takes.
    request.addIdleTimeoutListener(timeout -> false);
    request.getComponents().getScheduler().schedule(action, wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Ends the connection so that the caller's side sees a reset, not an end. */
  private void reset() {
    try {
      if (endPoint().getTransport() instanceof SocketChannel channel) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // The caller was faster, and is gone.
    }
    hangUp();
  }

  private void hangUp() {
    endPoint().close();
    // A quiet exception: the server logs none of it.
    callback.failed(new EofException("A fault of the sandbox ended the connection"));
  }

  private EndPoint endPoint() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
