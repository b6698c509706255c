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
 * The page that shows the sandbox to a person. Put together when it is first asked for, so that it
 * costs nothing where nobody looks.
 *
 * <p>It shows what others sent, so it may run and load nothing but the one script and the one style
 * that are in it, known by their hashes, and may talk to the sandbox alone.
 */
final class SandboxPage {
  private static final List<String> SCRIPTS =
      List.of("dom.js", "live.js", "objects.js", "people.js", "calls.js", "page.js");

  private SandboxPage() {}

  static Outgoing show() {
    return Whole.ANSWER;
  }

  /** Where the page is, for those who left out the last slash. */
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
      // A browser hashes what it has read, and reads every end of a line as this one.
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
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static final class Whole {
    static final Outgoing ANSWER = read();
  }
}
