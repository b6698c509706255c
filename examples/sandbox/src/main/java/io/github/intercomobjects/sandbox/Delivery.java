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

/** The delivery of one response, which a fault may cut, delay or lose. It blocks no thread. */
final class Delivery {
  private static final int PIECES = 20;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final InstantSource clock;
  private boolean closing;

  Delivery(Request request, Response response, Callback callback, InstantSource clock) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.clock = clock;
  }

  /** Closes the connection after the response, for a request that was not read to its end. */
  Delivery closing() {
    closing = true;
    return this;
  }

  /**
   * Sends a response with a fault.
   *
   * @param outgoing null for none at all
   */
  void send(@Nullable Outgoing outgoing, @Nullable Fault fault) {
    if (outgoing == null) {
      reset();
    } else if (fault == null) {
      send(outgoing);
    } else {
      sendWith(fault, outgoing);
    }
  }

  void send(Outgoing outgoing) {
    writeHead(outgoing);
    response.write(true, ByteBuffer.wrap(outgoing.body()), callback);
  }

  private void sendWith(Fault fault, Outgoing outgoing) {
    switch (fault.kind()) {
      case LOST_ANSWER -> reset();
      case DELAY -> schedule(fault.duration(), () -> send(outgoing));
      case CUT_BODY -> {
        writeHead(outgoing);
        ByteBuffer half = ByteBuffer.wrap(outgoing.body(), 0, outgoing.body().length / 2);
        response.write(false, half, Callback.from(this::closeConnection, callback::failed));
      }
      case SLOW_BODY -> {
        writeHead(outgoing);
        writeSlowly(outgoing.body(), 0, fault.duration());
      }
      default -> send(outgoing);
    }
  }

  private void writeHead(Outgoing outgoing) {
    response.setStatus(outgoing.status());
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.DATE, HTTP_DATE.format(clock.instant()));
    headers.put(HttpHeader.CONTENT_LENGTH, outgoing.body().length);
    outgoing.headers().forEach((name, value) -> headers.put(name, value));
    if (closing) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
  }

  /** Sends a piece now, and schedules the others over the remaining time. */
  private void writeSlowly(byte[] body, int piece, Duration left) {
    int from = (int) ((long) body.length * piece / PIECES);
    int to = (int) ((long) body.length * (piece + 1) / PIECES);
    boolean last = piece == PIECES - 1;
    ByteBuffer bytes = ByteBuffer.wrap(body, from, to - from);
    if (last) {
      response.write(true, bytes, callback);
      return;
    }
    Duration pause = left.dividedBy(PIECES - 1 - piece);
    Runnable rest = () -> schedule(pause, () -> writeSlowly(body, piece + 1, left.minus(pause)));
    response.write(false, bytes, Callback.from(rest, callback::failed));
  }

  private void schedule(Duration wait, Runnable action) {
    // Keeps the idle timeout from ending a delayed call.
    request.addIdleTimeoutListener(timeout -> false);
    request.getComponents().getScheduler().schedule(action, wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Closes the connection so that the caller sees a reset instead of a regular end. */
  private void reset() {
    try {
      if (endPoint().getTransport() instanceof SocketChannel channel) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // The caller has already closed the connection.
    }
    closeConnection();
  }

  private void closeConnection() {
    endPoint().close();
    // The server does not log this type of exception.
    callback.failed(new EofException("A fault of the sandbox ended the connection"));
  }

  private EndPoint endPoint() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
