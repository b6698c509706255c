package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Http.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SandboxPageTest {
  @AutoClose private final Sandbox sandbox = Sandbox.start();
  private final Http stranger = new Http(sandbox).withAuthorization(null).withVersion(null);
  private final Reply page = stranger.undescribed("GET", "/_sandbox/", null).ok();

  @Test
  void thePageMayOnlyRunItsOwnScriptAndCallTheSandbox() throws Exception {
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; connect-src 'self'; img-src data:; style-src "
                + hash("<style>", "</style>")
                + "; script-src "
                + hash("<script type=\"module\">", "</script>")
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                + "; require-trusted-types-for 'script'; trusted-types 'none'");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }

  @Test
  void responsesAreNeitherCachedNorReadableByOtherSites() {
    for (Reply reply :
        new Reply[] {
          page,
          stranger.undescribed("GET", "/_sandbox/calls", null),
          stranger.undescribed("GET", "/_sandbox/nothing", null)
        }) {
      assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
      assertThat(reply.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }
  }

  @Test
  void thePageIsCompleteAndSmall() {
    assertThat(page.text()).startsWith("<!DOCTYPE html>").doesNotContain("{style}", "{script}");
    assertThat(page.text().replace("http://www.w3.org/2000/svg", "")).doesNotContain("://");
    assertThat(page.text().length()).isLessThan(60_000);
  }

  @Test
  void nothingIsParsedAsHtml() {
    assertThat(page.text())
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
  }

  @Test
  void thePathWithoutTheFinalSlashRedirectsToThePage() {
    Reply reply = stranger.undescribed("GET", "/_sandbox", null);
    assertThat(reply.status()).isEqualTo(308);
    assertThat(reply.header("Location")).isEqualTo("/_sandbox/");
  }

  @Test
  void requestsForThePageAreNotCounted() {
    assertThat(sandbox.getCallCount()).isZero();
  }

  private String hash(String begin, String end) throws Exception {
    String text = page.text();
    String content = text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
  }
}
