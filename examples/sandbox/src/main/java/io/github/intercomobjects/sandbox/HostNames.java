package io.github.intercomobjects.sandbox;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host names under which the API and the control API may be called.
 *
 * <p>A web page can make its own host name resolve to this machine (DNS rebinding). It could then
 * read and change the content of the sandbox, whose default token is public. Such a page cannot
 * hide its host name, which the browser sends in {@code Host}. So the sandbox accepts the loopback
 * names and addresses, the address that it listens on, and the names that were allowed explicitly.
 * If it listens on every interface, it accepts every address: addresses are safe, since no name was
 * resolved.
 *
 * <p>Requests without a host are accepted too, since browsers always send one.
 */
final class HostNames {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?");
  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){0,3}");
  private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.[0-9]+){1,3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
  private static final int SHOWN = 100;

  private final String baseUrl;
  private final InetAddress bound;
  private final Set<String> names = new HashSet<>();
  private volatile String allowedLast = "localhost";

  /**
   * @param host the host name or address that the sandbox listens on
   * @param bound the address of that host
   * @param allowed additional names, each checked by {@link #allowed}
   */
  HostNames(String baseUrl, String host, InetAddress bound, Set<String> allowed) {
    this.baseUrl = baseUrl;
    this.bound = bound;
    names.addAll(allowed);
    names.add(host.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns a name in the normalized form that is compared.
   *
   * @throws IllegalArgumentException if it is not the name or address of a host
   */
  static String allowed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    // An IPv6 address has brackets only in a URL.
    String host = lower.matches("[0-9a-f.]*:[0-9a-f:.]*:[0-9a-f:.]*") ? "[" + lower + "]" : lower;
    if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "An allowed host must be a name or an address without scheme and port, such as"
              + " sandbox.test: '"
              + name
              + "'");
    }
    return host;
  }

  /** Rejects a call that was sent to another host name. */
  void check(Incoming incoming) {
    Stream.of(incoming.host(), incoming.authority())
        .filter(authority -> authority != null && !isAllowed(authority))
        .findFirst()
        .ifPresent(
            authority -> {
              throw refusal(authority);
            });
  }

  private boolean isAllowed(String authority) {
    // Nearly all calls have the same authority.
    if (authority.equals(allowedLast)) {
      return true;
    }
    boolean allowed = isAllowedHost(hostOf(authority));
    if (allowed) {
      allowedLast = authority;
    }
    return allowed;
  }

  private Refusal refusal(String authority) {
    String host = hostOf(authority);
    String shown = authority.length() > SHOWN ? authority.substring(0, SHOWN) + "…" : authority;
    return new Refusal(
        403,
        "forbidden",
        "The sandbox is at "
            + baseUrl
            + "; it does not accept the host name '"
            + shown
            + "', which could belong to any web page"
            + (NAME.matcher(host).matches() && host.length() <= SHOWN
                ? ". The option --allow-host "
                    + host
                    + ", or allowHost(\""
                    + host
                    + "\") of Sandbox.Builder, allows it"
                : ""),
        null);
  }

  private boolean isAllowedHost(String host) {
    if (names.contains(host)
        || host.equals("localhost")
        || host.endsWith(".localhost")
        || IPV4_LOOPBACK.matcher(host).matches()) {
      return true;
    }
    if (IPV4.matcher(host).matches()) {
      return bound.isAnyLocalAddress() || host.equals(bound.getHostAddress());
    }
    return IPV6.matcher(host).matches() && isAllowedAddress(literal(host));
  }

  private boolean isAllowedAddress(@Nullable InetAddress address) {
    return address != null
        && (bound.isAnyLocalAddress() || address.isLoopbackAddress() || address.equals(bound));
  }

  /** Parses an IPv6 address in brackets, which is never resolved; returns null if it is invalid. */
  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Returns the host in lower case, without port and without the dot of a fully qualified name. */
  static String hostOf(String authority) {
    return authority.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "").replaceFirst("\\.$", "");
  }
}
