package io.github.intercomobjects.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The web page that shows the sandbox. It is assembled on the first request.
 *
 * <p>It shows what callers sent. So its content security policy permits only its own script and
 * style, identified by their hashes, and connections to the sandbox.
 */
final class SandboxPage {
  private static final List<String> SCRIPTS =
      List.of("dom.js", "live.js", "objects.js", "people.js", "calls.js", "page.js");

  private SandboxPage() {}

  static Outgoing show() {
    return Loaded.PAGE;
  }

  /** Returns a redirect to the page, for requests without the final slash. */
  static Outgoing redirect() {
    return new Outgoing(308, Map.of("Location", ControlPath.ROOT + "/"), new byte[0]);
  }

  private static Outgoing read() {
    String style = resource("page.css");
    String script = SCRIPTS.stream().map(SandboxPage::resource).collect(Collectors.joining());
    String page = resource("page.html").replace("{style}", style).replace("{script}", script);
    String policy =
        "default-src 'none'; connect-src 'self'; img-src data:; style-src "
            + hash(style)
            + "; script-src "
            + hash(script)
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            + "; require-trusted-types-for 'script'; trusted-types 'none'";
    Map<String, String> headers =
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", policy,
            "Cross-Origin-Opener-Policy", "same-origin",
            "Referrer-Policy", "no-referrer");
    return new Outgoing(200, headers, page.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) {
    try (InputStream in = SandboxPage.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks page/" + name);
      }
      // Browsers normalize line ends before they compute the hash.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JVM has no SHA-256", e);
    }
  }

  private static final class Loaded {
    static final Outgoing PAGE = read();
  }
}
