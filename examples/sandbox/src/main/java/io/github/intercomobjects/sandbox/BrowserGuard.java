package io.github.intercomobjects.sandbox;

/**
 * A check that rejects control calls from foreign web pages, since control calls need no token.
 *
 * <p>Without it, any page that a developer visits could reset the sandbox, because browsers send a
 * simple POST to every URL. A request that shows its origin ({@code Origin}, {@code
 * Sec-Fetch-Site}, which pages can neither forge nor leave out) must therefore come from the
 * sandbox's own page; other pages can only link to it. Pages of other ports of this machine are
 * foreign too. {@link HostNames} rejects pages that use their own host name.
 *
 * <p>Programs do not send these headers. The API needs no such check, since its calls have a token.
 */
final class BrowserGuard {
  private final String baseUrl;

  BrowserGuard(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Rejects a request that a foreign page sent or may have sent. */
  void check(Incoming incoming) {
    String host = incoming.host();
    String origin = incoming.headers().get("origin");
    if (origin != null && (host == null || !authority(origin).equalsIgnoreCase(host))) {
      throw refusal("pages of '" + origin + "' cannot call it");
    }
    String site = incoming.headers().get("sec-fetch-site");
    if (site != null
        && !site.equals("same-origin")
        // The user typed the address or used a bookmark.
        && !site.equals("none")
        && !isNavigation(incoming)) {
      throw refusal("pages of other sites cannot call it");
    }
  }

  private Refusal refusal(String reason) {
    return new Refusal(
        403, "forbidden", "The sandbox is at " + baseUrl + "_sandbox/; " + reason, null);
  }

  /** Returns whether the user follows a link, whose response the linking page cannot read. */
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
