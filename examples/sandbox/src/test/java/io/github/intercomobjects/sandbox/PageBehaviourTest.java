package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.spec.Chromium;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the page with hostile content, on a small or dark screen, hidden, and disconnected. */
class PageBehaviourTest extends BrowserTest {
  private static final String EVIL =
      "<img src=x onerror='hacked=1'><script>hacked=1</script>${hacked=1}&amp;\"";

  @Test
  void contentOfCallersIsShownAndNeverExecuted() {
    String evil = Chromium.quoted(EVIL);
    String body = "{\"external_id\":" + evil + ",\"custom_attributes\":{\"coupon\":" + evil + "}}";
    http.undescribed("POST", Shops.ORDERS, body).ok();
    http.withVersion(EVIL).undescribed("GET", "/me", null);
    String contact = workspace.addContact(EVIL, "evil@example.com", EVIL).getId();
    put("/contacts/" + contact, "{\"orders\":[\"1\"]}");
    put("/conversations/" + workspace.addConversation(contact).getId(), "{\"orders\":[\"1\"]}");
    sandbox.faults().on("GET", "/" + EVIL.replace("/", "")).fail(Fault.reset());

    List<String> views =
        List.of(
            "objects/Order",
            "objects/Order/1",
            "contacts",
            "contacts/" + contact,
            "conversations",
            "requests",
            "faults",
            "");
    for (String view : views) {
      open(view);
      browser.await("document.querySelector('main').textContent.includes('hacked=1')");
    }
    browser.evaluate("location.hash = '#/requests'");
    browser.click("tbody tr:last-child button", Shops.ORDERS);
    browser.await("document.querySelector('.details').textContent.includes('hacked=1')");
    browser.evaluate("location.hash = '#/objects/' + encodeURIComponent(" + evil + ")");
    awaitView(EVIL);
    browser.await("document.querySelector('.empty').textContent.includes('not found')");
    assertThat(
            browser.evaluate("document.querySelectorAll('main img, main script').length").asInt())
        .isZero();
    assertThat(browser.evaluate("typeof hacked").asText()).isEqualTo("undefined");
    expect404Complaints();
  }

  @Test
  void everyViewFitsAPhoneAndADarkScheme() throws IOException {
    for (int i = 1; i <= 30; i++) {
      clock.advance(Duration.ofSeconds(3));
      order(
          "ORDER-" + i,
          "{\"status\":\"shipped\",\"customer\":\""
              + zoe
              + "\",\"coupon\":\""
              + "x".repeat(300)
              + "\"}");
    }
    sandbox.faults().onAny().every(7).fail(Fault.status(500));
    browser.resize(400, 860);
    browser.preferColors("dark");
    for (String view :
        List.of(
            "",
            "requests",
            "windows",
            "faults",
            "objects/Order",
            "objects/Order/1",
            "contacts",
            "contacts/" + zoe,
            "conversations")) {
      open(view);
      browser.await("document.querySelectorAll('main > *').length > 1");
      assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
          .as(view)
          .isEqualTo(400);
    }
    assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo("rgb(18, 23, 22)");
    open("");
    browser.await("document.querySelectorAll('tbody tr').length === 12");
    picture("page-narrow-dark");
  }

  @Test
  void thePageCanBeUsedByKeyboard() {
    order("ORDER-1", "{}");
    open("objects/Order");
    browser.await(firstRow("ORDER-1"));
    browser.press("Tab", 9, "");
    browser.await("document.activeElement.textContent === 'Skip to content'");
    browser.press("Enter", 13, "\r");
    browser.await("document.activeElement.id === 'main'");
    browser.evaluate("document.querySelector('td a').focus()");
    order("ORDER-2", "{}");
    browser.await(firstRow("ORDER-2"));
    assertThat(browser.evaluate("document.activeElement.textContent").asText())
        .isEqualTo("ORDER-1");
    browser.press("Enter", 13, "\r");
    awaitView("Order ORDER-1");
    assertThat(browser.evaluate("document.activeElement.id").asText()).isEqualTo("main");
  }

  @Test
  void thePageReportsAStoppedSandboxAndReconnects() {
    order("ORDER-1", "{}");
    open("objects/Order");
    browser.await(firstRow("ORDER-1"));
    sandbox.close();
    browser.await("document.getElementById('state').className === 'gone'");
    assertThat(text("#state")).isEqualTo("The sandbox does not respond; the data shown is old");
    assertThat(texts("td.first")).containsExactly("ORDER-1");
    int port = URI.create(sandbox.getBaseUrl()).getPort();
    try (Sandbox next = Sandbox.builder().port(port).start()) {
      browser.await("document.getElementById('state').textContent === 'Live'");
      browser.await("document.querySelector('.empty')?.textContent === 'Nothing is stored yet.'");
      assertThat(browser.complaints()).allMatch(c -> c.contains("ERR_") || c.contains("\"debug\""));
      browser.open(next.getBaseUrl() + "_sandbox/");
    }
  }

  @Test
  void aHiddenPageDoesNotPoll() {
    browser.before(
        """
        window.waiting = new Set();
        ((setTimeout, clearTimeout) => {
          window.setTimeout = (action, time) => {
            const id = setTimeout(() => { waiting.delete(id); action(); }, time);
            if (time >= 1000) waiting.add(id);
            return id;
          };
          window.clearTimeout = (id) => { waiting.delete(id); clearTimeout(id); };
        })(window.setTimeout, window.clearTimeout);
        """);
    open("");
    browser.await("waiting.size === 1");
    String look =
        "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
            + "document.dispatchEvent(new Event('visibilitychange')); waiting.size";
    assertThat(browser.evaluate(look.formatted(true)).asInt()).isZero();
    browser.evaluate(look.formatted(false));
    browser.await("waiting.size === 1");
  }
}
