package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed request with its version and access token. */
final class Call {
  private final String method;
  private final String rawPath;
  private final List<String> segments;
  private final Map<String, String> query;
  private final ApiVersion version;
  private final AccessToken token;
  private final byte[] body;
  private final Dropped dropped;

  Call(Incoming incoming, ApiVersion version, AccessToken token) {
    this.method = incoming.method();
    this.rawPath = incoming.rawPath();
    this.segments = segments(incoming.rawPath());
    this.query = query(incoming.rawQuery());
    this.version = version;
    this.token = token;
    this.body = incoming.body();
    this.dropped = incoming.dropped();
  }

  String method() {
    return method;
  }

  /** Returns the path as it was sent. */
  String rawPath() {
    return rawPath;
  }

  /** Returns the decoded segments of the path. */
  List<String> segments() {
    return segments;
  }

  String segment(int index) {
    return segments.get(index);
  }

  ApiVersion version() {
    return version;
  }

  /** Rejects the call if its token has none of the permissions. */
  void requireOneOf(List<String> scopes) {
    if (!token.grantsOneOf(scopes)) {
      throw Refusal.forbidden(scopes);
    }
  }

  ObjectNode json() {
    return Json.parseObject(body);
  }

  /** Returns the collector of the values that are not stored. */
  Dropped dropped() {
    return dropped;
  }

  /** Returns whether the version of the call has a field; records the field as dropped if not. */
  boolean supports(ObjectNode request, String field, ApiVersion since) {
    if (version.isAtLeast(since)) {
      return true;
    }
    dropped.field(request, field, version);
    return false;
  }

  boolean hasParameter(String name) {
    return query.containsKey(name);
  }

  /** Returns a required query parameter, which must not be blank. */
  String parameter(String name) {
    String value = query.get(name);
    if (value == null) {
      throw Refusal.missing(name);
    }
    if (value.isBlank()) {
      throw Refusal.invalid(name, name + " must not be blank");
    }
    return value;
  }

  boolean flag(String name, boolean defaultValue) {
    String value = query.get(name);
    if (value == null) {
      return defaultValue;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Refusal.invalid(name, name + " must be true or false, was '" + value + "'");
    };
  }

  int number(String name, int defaultValue, int maximum) {
    return number(name, defaultValue, 1, maximum);
  }

  int number(String name, int defaultValue, int minimum, int maximum) {
    String value = query.get(name);
    if (value == null) {
      return defaultValue;
    }
    if (value.matches("[0-9]{1,10}")) {
      long number = Long.parseLong(value);
      if (number >= minimum && number <= maximum) {
        return (int) number;
      }
    }
    throw Refusal.invalid(
        name,
        name
            + " must be a whole number from "
            + minimum
            + " to "
            + maximum
            + ", was '"
            + value
            + "'");
  }

  /** Returns the decoded segments of a path. */
  static List<String> segments(String rawPath) {
    List<String> segments = new ArrayList<>();
    for (String segment : rawPath.substring(rawPath.startsWith("/") ? 1 : 0).split("/", -1)) {
      // A plus in a path is literal, unlike in a query.
      segments.add(decode(segment.replace("+", "%2B")));
    }
    return List.copyOf(segments);
  }

  private static Map<String, String> query(@Nullable String rawQuery) {
    Map<String, String> query = new HashMap<>();
    if (rawQuery != null) {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        query.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          400, "bad_request", "The address has a malformed escape: '" + encoded + "'", null);
    }
  }
}
