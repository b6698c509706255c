package io.github.intercomobjects.sandbox;

/**
 * Keeps the web pages that are open in a browser away from {@code /_sandbox/}, which asks for no
 * token.
 *
 * <p>Without it, any page that a developer visits could reset the sandbox, since a browser sends a
 * plain POST to whatever address a page names. So a request that says where it comes from ({@code
 * Origin}, {@code Sec-Fetch-Site}, which pages can neither forge nor leave out) must come from the
 * sandbox's own page. Following a link to it is all that others can do. A page of another port of
 * this machine is another. {@link HostNames} keeps out those that come under a name of their own.
 *
 * <p>Programs send none of these headers. The API itself is left alone: its calls bring a token.
 */
final class BrowserGuard {
  private final String baseUrl;

  BrowserGuard(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Refuses what a foreign page sent, or may have. */
  void check(Incoming incoming) {
    String host = incoming.host();
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
}
