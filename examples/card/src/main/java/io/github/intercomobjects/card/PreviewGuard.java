package io.github.intercomobjects.card;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check that keeps the pages of other sites from the previewer, which signs whatever its page
 * sends. Browsers state the origin of a request, and pages can neither forge nor leave it out.
 * Without the check of the host, a page could reach the previewer under a name of its own.
 */
final class PreviewGuard {
  private PreviewGuard() {}

  /** Returns whether a request may have come from a page of another site. */
  static boolean isForeign(HttpServer.Incoming request, int port) {
    String host = request.header().apply("Host");
    if (!Set.of("127.0.0.1:" + port, "localhost:" + port).contains(String.valueOf(host))) {
      return true;
    }
    String origin = request.header().apply("Origin");
    if (origin != null && !origin.equals("http://" + host)) {
      return true;
    }
    String site = request.header().apply("Sec-Fetch-Site");
    return site != null && !site.equals("same-origin") && !site.equals("none") && !isLink(request);
  }

  /** Returns whether the user follows a link, whose response the linking page cannot read. */
  private static boolean isLink(HttpServer.Incoming request) {
    return request.method().equals("GET")
        && is("navigate", request.header().apply("Sec-Fetch-Mode"))
        && is("document", request.header().apply("Sec-Fetch-Dest"));
  }

  private static boolean is(String expected, @Nullable String value) {
    return expected.equals(value);
  }
}
