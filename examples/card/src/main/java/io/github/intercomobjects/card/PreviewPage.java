package io.github.intercomobjects.card;

import io.github.intercomobjects.card.HttpServer.Outgoing;
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
 * The page of the previewer. It shows what an app sends, so its policy permits only its own script
 * and style, identified by their hashes, and requests to the previewer; pictures of a canvas come
 * from anywhere.
 */
final class PreviewPage {
  private static final List<String> SCRIPTS = List.of("components.js", "preview.js");

  private PreviewPage() {}

  static Outgoing create() {
    String style = resource("preview.css");
    String script = SCRIPTS.stream().map(PreviewPage::resource).collect(Collectors.joining());
    String page = resource("preview.html").replace("{style}", style).replace("{script}", script);
    String policy =
        "default-src 'none'; connect-src 'self'; img-src https: data:; style-src "
            + hash(style)
            + "; script-src "
            + hash(script)
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            + "; require-trusted-types-for 'script'; trusted-types 'none'";
    return new Outgoing(
        200,
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Content-Security-Policy", policy,
            "Cross-Origin-Opener-Policy", "same-origin",
            "Referrer-Policy", "no-referrer"),
        page.getBytes(StandardCharsets.UTF_8));
  }

  private static String resource(String name) {
    try (InputStream in = PreviewPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + name);
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
}
