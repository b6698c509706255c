package io.github.intercomobjects.sandbox;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the web pages that are open in a browser away from {@code /_sandbox/}, which asks for no
 * token.
 *
 * <p>Without it, any page that a developer visits could reset the sandbox, since a browser sends a
 * plain POST to whatever address a page names. It could also read everything, once its own host
 * name leads to this machine (DNS rebinding). So
 *
 * <ul>
 *   <li>a request that says where it comes from ({@code Origin}, {@code Sec-Fetch-Site}, which
 *       pages can neither forge nor leave out) must come from the sandbox's own page. Following a
 *       link to it is all that others can do. A page of another port of this machine is another.
 *   <li>a sandbox on loopback answers under an address, under {@code localhost} and under the name
 *       it was started with, because a foreign page that was led here still has its own name in
 *       {@code Host}. {@code .internal} is nobody's to register, and what containers call their
 *       machine. A sandbox that was opened to the network has whatever name its users gave it, and
 *       warns that all who reach it can change it.
 * </ul>
 *
 * <p>Programs send none of the first, and name the address that they were given. The API itself is
 * left alone: its calls bring a token, and tests may well reach it by a name such as Intercom's.
 */
final class BrowserGuard {
  private final String baseUrl;
  private final String name;
  private final boolean loopback;

  /**
   * @param loopback whether nobody but this machine reaches the sandbox
   */
  BrowserGuard(String baseUrl, boolean loopback) {
    this.baseUrl = baseUrl;
    this.name = hostOf(URI.create(baseUrl).getAuthority());
    this.loopback = loopback;
  }

  /** Refuses what a foreign page sent, or may have. */
  void check(Incoming incoming) {
    String host = incoming.headers().get("host");
    if (loopback && host != null && !isOurs(hostOf(host))) {
      throw refusal("it has no name '" + host + "', which could be any web page's");
    }
    String origin = incoming.headers().get("origin");
    if (origin != null && (host == null || !authority(origin).equalsIgnoreCase(host))) {
      throw refusal("a page of '" + origin + "' has no business with it");
    }
    String site = incoming.headers().get("sec-fetch-site");
    if (site != null
        && !site.equals("same-origin")
        // Typed in, or a bookmark.
        && !site.equals("none")
        && !isNavigation(incoming)) {
      throw refusal("a page from elsewhere has no business with it");
    }
  }

  private Refusal refusal(String reason) {
    return new Refusal(
        403, "forbidden", "The sandbox is at " + baseUrl + "_sandbox/; " + reason, null);
  }

  private boolean isOurs(String host) {
    return host.equals(name)
        || host.equals("localhost")
        || host.endsWith(".localhost")
        || host.endsWith(".internal")
        // Addresses, 127.0.0.1 and [::1] say: no name was looked up to get here.
        || host.matches("[0-9.]+|\\[[0-9a-f:.]+\\]");
  }

  /** Whether somebody follows a link, the answer to which the page with the link cannot see. */
  private static boolean isNavigation(Incoming incoming) {
    return incoming.method().equals("GET")
        && "navigate".equals(incoming.headers().get("sec-fetch-mode"))
        && "document".equals(incoming.headers().get("sec-fetch-dest"));
  }

  private static String authority(String origin) {
    int end = origin.indexOf("://");
    return end < 0 ? "" : origin.substring(end + 3);
  }

  private static String hostOf(@Nullable String authority) {
    return authority == null
        ? ""
        : authority.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "").replaceFirst("\\.$", "");
  }
}
