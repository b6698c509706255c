package io.github.intercomobjects;

import java.net.InetAddress;
import java.net.UnknownHostException;
import okhttp3.HttpUrl;

/** Checks the address that the access token is sent to. */
final class BaseUrls {
  private BaseUrls() {}

  /** The address, ending in a slash. */
  static HttpUrl checked(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException(
          "baseUrl must be an address such as https://api.intercom.io/, was \""
              + ForeignText.of(text)
              + "\"");
    }
    if (!url.isHttps() && !isLoopback(url.host())) {
      throw new IllegalArgumentException(
          "baseUrl must be https, because the access token goes there (plain http is for loopback"
              + " only), was "
              + ForeignText.of(url.redact()));
    }
    if (url.query() != null
        || url.fragment() != null
        || !url.username().isEmpty()
        || !url.password().isEmpty()) {
      throw new IllegalArgumentException(
          "baseUrl must have no user, query or fragment, was " + ForeignText.of(url.redact()));
    }
    return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
  }

  /** Goes by the text alone: a name that resolves to loopback may resolve elsewhere tomorrow. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    if (!host.matches("[0-9.]+") && host.indexOf(':') < 0) {
      return false;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
