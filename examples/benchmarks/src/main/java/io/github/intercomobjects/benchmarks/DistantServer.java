package io.github.intercomobjects.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A server with a rate limit and a latency, in a process of its own. Thousands of calls are in
 * flight at once, so one thread serves all of them. A call is counted half of its latency after it
 * was received, and responded to after the other half.
 *
 * <p>Its arguments are the calls of a window, the milliseconds of a window and those of a call. It
 * prints its port; at a line of input, the calls of each window, and the number that was refused.
 */
final class DistantServer {
  private static final byte[] BODY = Samples.instance(1);
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final String HEADERS_END = "\r\n\r\n";
  private static final String LENGTH = "content-length:";
  private static final int BACKLOG = 4096;

  private final int perWindow;
  private final long windowMillis;
  private final long wayMillis;
  private final NavigableMap<Long, Integer> counts = new TreeMap<>();
  private int refused;

  /** The calls on their way, each way in the order of arrival. */
  private final Deque<Call> arriving = new ArrayDeque<>();

  private final Deque<Call> returning = new ArrayDeque<>();
  private final ByteBuffer received = ByteBuffer.allocateDirect(64 * 1024);

  private record Call(Connection connection, long dueMillis, ByteBuffer response) {}

  /** A connection, with the part of a request that was received. */
  private static final class Connection {
    private final SocketChannel channel;
    private byte[] request = new byte[0];

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  private DistantServer(int perWindow, long windowMillis, long latencyMillis) {
    this.perWindow = perWindow;
    this.windowMillis = windowMillis;
    this.wayMillis = latencyMillis / 2;
  }

  public static void main(String[] arguments) throws IOException {
    DistantServer server =
        new DistantServer(
            Integer.parseInt(arguments[0]),
            Long.parseLong(arguments[1]),
            Long.parseLong(arguments[2]));
    Thread thread =
        new Thread(
            () -> {
              try {
                server.serve();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      server.report();
    }
  }

  private synchronized void report() {
    // Windows without a call are unused, too.
    System.out.println(
        LongStream.rangeClosed(counts.firstKey(), counts.lastKey())
            .mapToObj(window -> "" + Math.min(perWindow, counts.getOrDefault(window, 0)))
            .collect(Collectors.joining(" ")));
    System.out.println(refused);
    counts.clear();
    refused = 0;
  }

  private void serve() throws IOException {
    Selector selector = Selector.open();
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    System.out.println(server.socket().getLocalPort());
    while (true) {
      long wait = Math.min(untilDue(arriving), untilDue(returning));
      if (wait == 0) {
        selector.selectNow();
      } else {
        selector.select(wait);
      }
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          accept(server, selector);
        } else {
          receive((Connection) key.attachment());
        }
      }
      selector.selectedKeys().clear();
      while (untilDue(arriving) == 0) {
        Call call = arriving.remove();
        returning.add(
            new Call(call.connection, System.currentTimeMillis() + wayMillis, response()));
      }
      while (untilDue(returning) == 0) {
        send(returning.remove());
      }
    }
  }

  private static long untilDue(Deque<Call> calls) {
    Call first = calls.peek();
    return first == null ? 1000 : Math.max(0, first.dueMillis - System.currentTimeMillis());
  }

  private static void accept(ServerSocketChannel server, Selector selector) throws IOException {
    for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
      channel.configureBlocking(false);
      channel.socket().setTcpNoDelay(true);
      channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
    }
  }

  private void receive(Connection connection) throws IOException {
    received.clear();
    int count;
    try {
      count = connection.channel.read(received);
    } catch (IOException e) {
      // The other side was killed.
      count = -1;
    }
    if (count < 0) {
      connection.channel.close();
      return;
    }
    byte[] request = new byte[connection.request.length + count];
    System.arraycopy(connection.request, 0, request, 0, connection.request.length);
    received.flip().get(request, connection.request.length, count);
    boolean isComplete = isComplete(request);
    connection.request = isComplete ? new byte[0] : request;
    if (isComplete) {
      arriving.add(new Call(connection, System.currentTimeMillis() + wayMillis, NONE));
    }
  }

  /** Returns whether the bytes are a request to its end; the next follows the response. */
  private static boolean isComplete(byte[] request) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEADERS_END);
    if (end < 0) {
      return false;
    }
    String headers = text.substring(0, end).toLowerCase(Locale.ROOT) + "\r\n";
    int length = headers.indexOf(LENGTH);
    int body =
        length < 0
            ? 0
            : Integer.parseInt(
                headers.substring(length + LENGTH.length(), headers.indexOf('\r', length)).trim());
    return request.length == end + HEADERS_END.length() + body;
  }

  /** Counts a call, and returns its response. */
  private synchronized ByteBuffer response() {
    long now = System.currentTimeMillis();
    long window = now / windowMillis;
    int count = counts.merge(window, 1, Integer::sum);
    boolean isRefused = count > perWindow;
    refused += isRefused ? 1 : 0;
    byte[] head =
        ("HTTP/1.1 "
                + (isRefused ? "429 Too Many Requests" : "200 OK")
                + "\r\nDate: "
                + DateTimeFormatter.RFC_1123_DATE_TIME
                    .withLocale(Locale.ROOT)
                    .format(Instant.ofEpochSecond(now / 1000).atOffset(ZoneOffset.UTC))
                + "\r\nContent-Type: application/json; charset=utf-8"
                + "\r\nX-RateLimit-Limit: "
                + perWindow
                + "\r\nX-RateLimit-Remaining: "
                + Math.max(0, perWindow - count)
                + "\r\nX-RateLimit-Reset: "
                + (window + 1) * windowMillis / 1000
                + "\r\nContent-Length: "
                + BODY.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(head.length + BODY.length).put(head).put(BODY).flip();
  }

  private static void send(Call call) throws IOException {
    try {
      // A response is smaller than a socket's buffer.
      call.connection.channel.write(call.response);
    } catch (IOException e) {
      call.connection.channel.close();
    }
  }
}
