package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.card.HttpServer.Outgoing;
import io.github.intercomobjects.spec.Chromium;
import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.SpecRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Tests of the previewer in a browser, which are skipped if there is none. Screenshots are written
 * to {@code target}; {@code -Dpicture} also updates the one in the README.
 */
final class PreviewPageTest {
  private static final String NO_BROWSER =
      "The page of the previewer is not tested, because there is no browser: apt-get install"
          + " --no-install-recommends chromium, or name one with -Dchromium=PATH";

  private static @Nullable Chromium shared;

  private Chromium browser;

  @BeforeAll
  static void startBrowser() throws IOException {
    Optional<Path> found = Chromium.find();
    if (found.isPresent()) {
      shared = Chromium.start(found.get());
    } else {
      // The build reports how many tests were skipped, but not why.
      System.out.println(NO_BROWSER);
    }
  }

  @AfterAll
  static void stopBrowser() throws IOException {
    if (shared != null) {
      shared.close();
      shared = null;
    }
  }

  @BeforeEach
  void setUpADesktopScreen() {
    assumeTrue(shared != null, NO_BROWSER);
    browser = Objects.requireNonNull(shared);
    browser.resize(1360, 640);
    browser.preferColors("light");
  }

  private void preview(Consumer<URI> use) {
    int code =
        new CardApp(
                new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                Map.of(),
                Clock.fixed(CardScene.NOW, ZoneOffset.UTC),
                Duration.ofMinutes(1))
            .run(List.of("--port", "0", "--preview-port", "0"), use);
    assertThat(code).isZero();
  }

  private void open(URI address) {
    browser.open(address + "/");
    browser.await("document.querySelector('[aria-busy=false] .canvas > *')");
  }

  private void checkThatNothingElseWasRequested(URI address) {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(url -> url.startsWith(address + "/") || url.startsWith("data:image/svg+xml,"));
  }

  /** Waits until the card has a text, and returns what it shows, line by line. */
  private List<String> card(String text) {
    browser.await(
        "document.querySelector('[aria-busy=false] .canvas').innerText.includes(%s)"
            .formatted(Chromium.quoted(text)));
    return texts(".canvas h3, .canvas p, .canvas .item, .canvas dt, .canvas dd, .canvas .button");
  }

  private List<String> texts(String selector) {
    JsonNode texts =
        browser.evaluate(
            "[...document.querySelectorAll(%s)].map((e) => e.innerText.replace(/\\n/g, ' '))"
                .formatted(Chromium.quoted(selector)));
    return StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText).toList();
  }

  private void picture(String name) {
    try {
      byte[] png = browser.screenshot();
      Files.write(Path.of("target", name + ".png"), png);
      if (name.equals("card") && System.getProperty("picture") != null) {
        Files.write(Path.of("card.png"), png);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTeammateRefundsAnOrderInTheInbox() {
    preview(
        address -> {
          open(address);
          assertThat(card("A-1015"))
              .containsExactly(
                  "Orders",
                  "A-1015 shipped · €2,249.00",
                  "A-1014 shipped · €139.00",
                  "A-1013 delivered · €64.90",
                  "A-1011 delivered · €39.00",
                  "A-1010 delivered · €19.90",
                  "More",
                  "Subscriptions");
          assertThat(texts(".calls li"))
              .singleElement()
              .asString()
              .startsWith("GET /custom_object_instances/Order?references_contact_id=")
              .endsWith(" → 200");
          assertThat(texts(".request").get(0))
              .startsWith("POST /inbox/initialize X-Body-Signature: ");
          picture("card");

          browser.click(".button", "More");
          card("A-1009");
          browser.click(".button", "Previous");
          card("A-1015");
          browser.click(".item b", "A-1015");
          assertThat(card("Gravel bicycle"))
              .containsExactly(
                  "Order A-1015",
                  "Status",
                  "shipped",
                  "Total",
                  "€2,249.00",
                  "Items",
                  "Gravel bicycle, 54 cm",
                  "Placed",
                  "Nov 29, 2026 at 1:15AM",
                  "Refund…",
                  "Open in the shop↗",
                  "Back");
          assertThat(texts(".calls li")).isEmpty();

          browser.click(".button", "Refund…");
          assertThat(card("cannot be undone")).contains("Refund €2,249.00", "Cancel");
          browser.click(".button", "Refund €2,249.00");
          String audit = "Refunded by Hana Okafor on Nov 29, 2026 at 8:15PM";
          assertThat(card(audit)).contains("refunded").doesNotContain("Refund…");
          assertThat(texts(".calls li")).hasSize(2);
          browser.click("#wire button", "Send again");
          browser.await("document.querySelectorAll('#wire ol li').length === 7");
          assertThat(card(audit)).contains("refunded");
          assertThat(texts(".calls li")).noneMatch(call -> call.startsWith("POST"));
          picture("card-refunded");
          browser.click(".button", "Back");
          assertThat(card("A-1014")).contains("A-1015 refunded · €2,249.00");
          checkThatNothingElseWasRequested(address);
        });
  }

  @Test
  void eachStateOfAContactAndOfTheApiIsShown() {
    preview(
        address -> {
          open(address);
          browser.click("nav b", "Noor Haddad");
          assertThat(card("No orders yet")).contains("Subscriptions");
          browser.click("nav b", "Deleted contact");
          card("The workspace of this app does not know this contact.");
          for (String[] state :
              new String[][] {
                {"down", "Intercom's API failed."},
                {"token", "Intercom does not accept the access token of this app."}
              }) {
            choose(state[0]);
            browser.click("nav b", "Amara Okoye");
            assertThat(card(state[1])).contains("Try again");
            assertThat(texts(".calls li").get(0)).contains(" → ");
            picture("card-" + state[0]);
          }
          choose("");
          browser.click(".button", "Try again");
          card("A-1006");
          checkThatNothingElseWasRequested(address);
        });
  }

  private void choose(String state) {
    browser.evaluate(
        "(async () => { const api = document.getElementById('api'); api.value = %s;"
                .formatted(Chromium.quoted(state))
            + " await api.onchange({target: api}); })()");
  }

  @Test
  void aCustomerSeesTheirOrdersInTheMessenger() {
    preview(
        address -> {
          open(address);
          browser.click("#place button", "Messenger");
          card("Your orders and subscriptions");
          browser.click(".button", "Show my orders");
          card("A-1015");
          browser.click(".item b", "A-1015");
          assertThat(card("Gravel bicycle"))
              .contains("shipped", "Back")
              .doesNotContain("Refund…", "Open in the shop↗");
          assertThat(texts(".request").get(0)).startsWith("POST /messenger/submit ");
          picture("card-messenger");
          browser.click("#place button", "Inbox");
          card("A-1014");
          checkThatNothingElseWasRequested(address);
        });
  }

  /** Shows a response of another app. */
  private void show(String response, Consumer<URI> use) {
    try (CardScene scene = new CardScene();
        HttpServer app =
            HttpServer.start(
                "app",
                "127.0.0.1",
                0,
                request ->
                    Outgoing.of(
                        200, "application/json", response.getBytes(StandardCharsets.UTF_8)));
        Preview preview =
            new Preview(
                0,
                scene.sandbox,
                Signatures.canvas("k3y"),
                app.getAddress(),
                scene.shop.scene(app.getAddress().toString()))) {
      open(preview.getAddress());
      use.accept(preview.getAddress());
    }
  }

  @Test
  void allTwelveComponentsAreShownAndWhatWasEnteredIsSent() {
    Description canvas = Description.ours(SpecRoot.CANVAS);
    String response =
        canvas.operations().stream()
            .flatMap(operation -> canvas.examples(operation).stream())
            .filter(example -> example.title().contains("everyComponent"))
            .map(example -> example.body().toString())
            .findFirst()
            .orElseThrow()
            // Nothing outside this machine is requested.
            .replaceAll("https://shop.example.com/(bike|bell).png", "https://127.0.0.1:1/x.png");
    show(
        response,
        address -> {
          assertThat(
                  browser
                      .evaluate(
                          "[...document.querySelectorAll('.canvas > *')].map((e) => e.tagName)")
                      .toString())
              .isEqualTo(
                  "[\"H3\",\"DIV\",\"HR\",\"DIV\",\"DL\",\"UL\",\"DIV\",\"DIV\",\"DIV\","
                      + "\"FIELDSET\",\"FIELDSET\",\"BUTTON\"]");
          assertThat(texts(".canvas h3 b")).containsExactly("A-1001");
          assertThat(browser.evaluate("document.querySelector('.card').offsetWidth").asInt())
              .isEqualTo(320);
          browser.evaluate("document.querySelector('textarea').focus()");
          browser.type("It is bent");
          browser.click(".option", "By text message");
          browser.click(".inline", "→");
          browser.await("document.querySelectorAll('#wire ol li').length === 2");
          assertThat(
                  CardScene.parse(
                          browser
                              .evaluate("document.querySelector('.request').textContent")
                              .asText()
                              .replaceFirst("(?s)^.*?\\n\\n", ""))
                      .get("input_values"))
              .isEqualTo(
                  CardScene.parse(
                      """
                      {"note":"Ring twice","reason":"It is bent","carrier":"road","amount":"full",
                      "notices":["email","sms"]}"""));
          picture("card-components");
        });
  }

  @Test
  void nothingThatAnAppSendsIsExecuted() {
    String odd = "<img src=x onerror=document.title='x'><script>document.title='x'</script>👩‍🚀";
    String response =
        CardScene.JSON
            .createObjectNode()
            .set(
                "canvas",
                CardScene.JSON
                    .createObjectNode()
                    .set(
                        "content",
                        CardScene.parse(
                            """
                            {"components":[
                            {"type":"text","text":"%1$s [a](javascript:alert) [b](https://b.example) **c** %2$s"},
                            {"type":"button","id":"%1$s","label":"%1$s","action":{"type":"submit"}},
                            {"type":"button","id":"b","label":"run","action":{"type":"url","url":"javascript:document.title='x'"}},
                            {"type":"list","items":[{"type":"item","id":"i","title":"%1$s","subtitle":"%1$s"}]},
                            {"type":"image","url":"javascript:x","width":1,"height":1},
                            {"type":"%1$s"},{"type":"toString"},null,
                            {"type":"text","text":"%1$s","style":"x onclick","align":"%1$s"}]}"""
                                .formatted(odd, "x".repeat(10_000)))))
            .toString();
    show(
        response,
        address -> {
          assertThat(texts(".canvas .button").get(0)).isEqualTo(odd);
          assertThat(texts(".canvas .unknown"))
              .containsExactly(
                  "unknown component: " + odd, "unknown component: toString", "unknown component:");
          assertThat(texts(".canvas p a")).containsExactly("b");
          assertThat(browser.evaluate("document.querySelectorAll('.canvas script').length").asInt())
              .isZero();
          browser.click(".button", "run");
          browser.click(".button", odd);
          browser.await("document.querySelectorAll('#wire ol li').length === 2");
          assertThat(browser.evaluate("document.title").asText()).isEqualTo("Card previewer");
          checkThatNothingElseWasRequested(address);
        });
  }

  @Test
  void aResponseWithoutACanvasIsReported() {
    show("[]", address -> card("No card: the response has no canvas."));
    show("<html>", address -> card("No card: the response is no JSON."));
  }
}
