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
 * The names by which the sandbox can be called, the API as well as {@code /_sandbox/}.
 *
 * <p>A web page can lead its own host name to this machine (DNS rebinding), and then reads and
 * changes whatever answers there; the token of the sandbox is a constant that everybody knows. Such
 * a page cannot hide its name, which is in {@code Host}. So the sandbox responds to the names and
 * addresses of the loopback interface, to the address that it listens on, and to the names that it
 * was told to allow. A sandbox that listens on every interface has every address; an address is no
 * danger, since no name was looked up to get here.
 *
 * <p>A request without a host is a program's: browsers always send one.
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
   * @param host what the sandbox was told to listen on
   * @param bound the address of that
   * @param allowed further names, each checked by {@link #allowed}
   */
  HostNames(String baseUrl, String host, InetAddress bound, Set<String> allowed) {
    this.baseUrl = baseUrl;
    this.bound = bound;
    names.addAll(allowed);
    names.add(host.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns a name as it is compared.
   *
   * @throws IllegalArgumentException if it is not the name or address of a host
   */
  static String allowed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    // An IPv6 address has brackets in a URL only.
    String host = lower.matches("[0-9a-f.]*:[0-9a-f:.]*:[0-9a-f:.]*") ? "[" + lower + "]" : lower;
    if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "A host to allow must be a name or an address without scheme and port, such as"
              + " sandbox.test: '"
              + name
              + "'");
    }
    return host;
  }

  /** Refuses a call that was sent to another name. */
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
    // Nearly every call names the same.
    if (authority.equals(allowedLast)) {
      return true;
    }
    boolean allowed = isOurs(hostOf(authority));
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
            + "; it has no name '"
            + shown
            + "', which could be any web page's"
            + (NAME.matcher(host).matches() && host.length() <= SHOWN
                ? ". The option --allow-host "
                    + host
                    + ", or allowHost(\""
                    + host
                    + "\") of Sandbox.Builder, allows it"
                : ""),
        null);
  }

  private boolean isOurs(String host) {
    if (names.contains(host)
        || host.equals("localhost")
        || host.endsWith(".localhost")
        || IPV4_LOOPBACK.matcher(host).matches()) {
      return true;
    }
    if (IPV4.matcher(host).matches()) {
      return bound.isAnyLocalAddress() || host.equals(bound.getHostAddress());
    }
    return IPV6.matcher(host).matches() && isOurs(literal(host));
  }

  private boolean isOurs(@Nullable InetAddress address) {
    return address != null
        && (bound.isAnyLocalAddress() || address.isLoopbackAddress() || address.equals(bound));
  }

  /** The address in brackets, which is never looked up as a name; null if it is not one. */
  private static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** A host in small letters, without its port and the dot at the end of a complete name. */
  static String hostOf(String authority) {
    return authority.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "").replaceFirst("\\.$", "");
  }
}
