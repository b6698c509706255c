package io.github.intercomobjects.live;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/**
 * Server sockets without Nagle's algorithm. MockWebServer writes headers and body of a response
 * separately, and the system would delay the body by 40 ms: 12 seconds for each run of the check.
 */
final class PromptSockets extends ServerSocketFactory {
  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new ServerSocket() {
      @Override
      public Socket accept() throws IOException {
        Socket socket = super.accept();
        socket.setTcpNoDelay(true);
        return socket;
      }
    };
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw bound();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw bound();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw bound();
  }

  private static UnsupportedOperationException bound() {
    return new UnsupportedOperationException("MockWebServer binds its socket itself");
  }
}
