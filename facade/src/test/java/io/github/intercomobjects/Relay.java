package io.github.intercomobjects;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A relay between a client and a server, which closes connections on request. */
final class Relay implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();
  private final Set<Socket> closed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean dropping = new AtomicBoolean();
  private final AtomicInteger drops = new AtomicInteger();

  /**
   * @param target the address of the server
   */
  Relay(String target) {
    this.target = URI.create(target).getPort();
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  String baseUrl() {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/";
  }

  /** Closes all connections; when this returns, every client knows. */
  void closeConnections() {
    Socket client = clients.poll();
    while (client != null) {
      close(client);
      client = clients.poll();
    }
  }

  /** Discards the next bytes that a client sends, and closes its connection. */
  void dropNext() {
    dropping.set(true);
  }

  /** Returns the number of connections that were closed while a client was sending. */
  int drops() {
    return drops.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        clients.add(client);
        start(() -> carry(client, server, true));
        start(() -> carry(server, client, false));
      }
    } catch (IOException e) {
      closeConnections();
    }
  }

  private void carry(Socket from, Socket to, boolean request) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0) {
        if (request && dropping.getAndSet(false)) {
          drops.incrementAndGet();
          return;
        }
        // A read in progress may still get bytes that were sent to a closed socket.
        if (closed.contains(from)) {
          return;
        }
        out.write(buffer, 0, read);
        read = in.read(buffer);
      }
    } catch (IOException e) {
      // Closed by the other direction, or by the test.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private void close(Socket client) {
    closed.add(client);
    try {
      // Reaches the client immediately; close() would wait for a read in progress.
      client.shutdownOutput();
    } catch (IOException e) {
      // It is closed already.
    }
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    closeConnections();
  }
}
