package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import io.github.intercomobjects.spec.Chromium;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A base class of tests of the sandbox page in a browser. They are skipped if there is none, and
 * fail if the browser reports an error.
 */
abstract class BrowserTest {
  private static final String NO_BROWSER =
      "The page of the sandbox is not tested, because there is no browser: apt-get install"
          + " --no-install-recommends chromium, or name one with -Dchromium=PATH";
  private static @Nullable Chromium shared;

  final SettableClock clock = new SettableClock("2026-09-01T10:00:03Z");
  final Workspace workspace = shop();

  @AutoClose final Sandbox sandbox = Sandbox.builder().workspace(workspace).clock(clock).start();

  final Http http = new Http(sandbox);
  Chromium browser;
  final String zoe = workspace.findContact("customer-7").orElseThrow().getId();

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
    browser.resize(1280, 890);
    browser.preferColors("light");
  }

  @AfterEach
  void checkThatThereAreNoErrorsAndNoForeignRequests() {
    if (shared == null) {
      return;
    }
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(
            address ->
                address.startsWith(sandbox.getBaseUrl() + "_sandbox/")
                    || address.startsWith("data:image/svg+xml,"));
  }

  /** Loads the workspace of the example file, with a rate limit that a test can reach. */
  private static Workspace shop() {
    try {
      String shop = Files.readString(Path.of("shop.json")).replace("1667", "60");
      return Workspace.load(Files.writeString(Path.of("target", "page-shop.json"), shop));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void open(String view) {
    browser.open(sandbox.getBaseUrl() + "_sandbox/#/" + view);
  }

  /** Waits until a view shows more than its title. */
  void awaitView(String title) {
    browser.await(
        "document.querySelector('h1').textContent === %s && document.querySelector('h1 ~ *')"
            .formatted(Chromium.quoted(title)));
  }

  void order(String externalId, String attributes) {
    http.post(Shops.ORDERS, Shops.order(externalId, attributes)).ok();
  }

  void put(String parent, String attributes) {
    http.put(parent, "{\"custom_attributes\":" + attributes + "}").ok();
  }

  JsonNode show(String address) {
    Reply reply = http.undescribed("GET", "/_sandbox/" + address, null);
    return reply.ok().json();
  }

  /** Checks that the browser reported 404 responses, which a test expects, and nothing else. */
  void expect404Complaints() {
    assertThat(browser.complaints()).isNotEmpty().allMatch(c -> c.contains("status of 404"));
    browser.complaints().clear();
  }

  String text(String selector) {
    return browser
        .evaluate("document.querySelector(" + Chromium.quoted(selector) + ").textContent")
        .asText();
  }

  List<String> texts(String selector) {
    JsonNode texts =
        browser.evaluate(
            "[...document.querySelectorAll(%s)].map((e) => e.textContent)"
                .formatted(Chromium.quoted(selector)));
    return StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText).toList();
  }

  void picture(String name) throws IOException {
    byte[] png = browser.screenshot();
    Files.write(Path.of("target", name + ".png"), png);
    if (name.equals("page") && System.getProperty("picture") != null) {
      Files.write(Path.of("page.png"), png);
    }
  }

  static String firstRow(String externalId) {
    return "document.querySelector('tbody td').textContent === '" + externalId + "'";
  }

  /** Returns an expression for a count in the navigation. */
  static String count(String name) {
    return number("#nav a", "firstChild", "lastChild", name);
  }

  static String tile(String name) {
    return number(".tile", "lastChild", "firstChild", name);
  }

  private static String number(String selector, String label, String value, String name) {
    return "Number([...document.querySelectorAll('%s')].find((e) => e.%s.textContent === '%s').%s.textContent.replace(/,/g, ''))"
        .formatted(selector, label, name, value);
  }
}
