package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Tests of the page's views and actions. Screenshots are written to {@code target}; {@code
 * -Dpicture} also updates the one in the README.
 */
class PageTest extends BrowserTest {
  @Test
  void theOverviewShowsARunningSync() throws IOException {
    try (RunningSync sync = new RunningSync(sandbox, clock)) {
      open("");
      String orders = tile("Order");
      long before = browser.await(orders).asLong();
      browser.await(orders + " > " + (before + 100));
      browser.await(count("Order") + " > " + (before + 100));
      browser.await(count("Requests") + " > " + before);
      browser.await("/^[0-9,]+ calls\\/s$/.test(document.getElementById('rate').textContent)");
      assertThat(text("#state")).isEqualTo("Live");
      assertThat(browser.evaluate("document.querySelectorAll('tbody tr').length").asInt())
          .isEqualTo(12);
      browser.await("document.querySelectorAll('rect.granted').length === 40");
      browser.await("[...document.querySelectorAll('.fault')].length > 0");
      assertThat(text("figcaption span:nth-child(2)"))
          .startsWith("Limit: 60 calls in 10 s; latest window: ");
      picture("page");
      assertThat(sync.isRunning()).isTrue();
    }
  }

  @Test
  void linksLeadFromATypeToAnInstanceAndItsLinkedObjects() {
    String talk = show("conversations").at("/conversations/0/id").asText();
    order(
        "ORDER-1",
        "{\"total_amount\":11.50,\"placed_at\":1788253203,\"customer\":\"" + zoe + "\"}");
    order("ORDER-2", "{\"talks\":[\"" + talk + "\"],\"parcels\":12345678901234567890}");
    put("/contacts/" + zoe, "{\"orders\":[\"1\",\"2\"],\"latest_order\":\"2\"}");
    open("");

    browser.click("#nav span", "Order");
    browser.await("document.querySelectorAll('tbody tr').length === 2");
    assertThat(texts("th"))
        .containsSubsequence(
            "external_id",
            "id",
            "statuslist",
            "total_amountdecimal",
            "placed_atdate",
            "customerto one contact",
            "talksto many conversation",
            "created_at",
            "updated_at");
    assertThat(texts("tbody tr:last-child td"))
        .containsSubsequence("ORDER-1", "1", "11.50", "2026-09-01 09:00:03", "customer-7");

    browser.click("td a", "ORDER-2");
    awaitView("Order ORDER-2");
    assertThat(browser.evaluate("document.title").asText()).isEqualTo("Order ORDER-2 · Sandbox");
    assertThat(text("pre"))
        .contains("\n    \"parcels\": 12345678901234567890,\n")
        .satisfies(
            json ->
                assertThat(Json.parse(json.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(show("objects/Order/2").at("/instance")));
    assertThat(texts("dd"))
        .containsSubsequence("2", "ORDER-2", "12345678901234567890", talk, talk)
        .contains("customer-7orders, latest_order");

    browser.click(".links a", "customer-7");
    awaitView("Contact Zoë");
    assertThat(texts("dt")).contains("ordersOrder · 2", "latest_orderOrder · 1", "Order1");
    assertThat(texts(".links")).containsExactly("ORDER-1ORDER-2", "ORDER-2", "ORDER-1customer");

    browser.click(".up", "← Contacts");
    browser.await("document.querySelectorAll('tbody tr').length === 3");
    assertThat(texts(".chip")).containsExactly("orders 2", "latest_order 1", "← Order 1");

    browser.click("#nav span", "Conversations");
    browser.click("td a", talk);
    awaitView("Conversation " + talk);
    assertThat(texts(".links")).containsExactly("ORDER-2talks");
    browser.click("dd a", "customer-7");
    awaitView("Contact Zoë");
  }

  @Test
  void droppedValuesAreShownInTheListAndInTheDetails() throws IOException {
    order("ORDER-1", "{\"status\":\"lost\",\"customer\":\"nobody\"}");
    sandbox.faults().onNext(Fault.emptyBody());
    http.undescribed("POST", Shops.ORDERS, Shops.order("ORDER-2", "{\"status\":\"stolen\"}"));
    order("ORDER-3", "{\"status\":\"shipped\"}");
    for (String view : new String[] {"", "requests"}) {
      open(view);
      browser.await("document.querySelectorAll('tbody tr').length === 3");
      assertThat(texts("tbody td:nth-child(4)"))
          .containsExactly("–", "empty_body, not stored: status", "not stored: status, customer");
      assertThat(texts(".status.partly")).containsExactly("200", "200");
      assertThat(texts(".status.s2")).containsExactly("200");
    }
    browser.click("tbody tr:last-child button", Shops.ORDERS);
    browser.await("document.querySelector('.details')");
    assertThat(texts(".details h3"))
        .containsExactly("Not stored", "Request headers", "Request body", "Response");
    assertThat(texts(".details dl:first-of-type dt, .details dl:first-of-type dd"))
        .containsExactly(
            "status",
            "'lost' is not one of its options, so it was cleared",
            "customer",
            "skipped, since there is no contact with the id 'nobody'");
    picture("page-dropped");
  }

  @Test
  void aLongListHasPagesAndASearch() {
    for (int i = 1; i <= 45; i++) {
      order("ORDER-" + i, "{}");
    }
    open("objects/Order");
    browser.await(firstRow("ORDER-45"));
    assertThat(text(".pager .dim")).isEqualTo("1–20 of 45");
    browser.click(".pager a", "Last");
    browser.await(firstRow("ORDER-5"));
    assertThat(text(".pager .dim")).isEqualTo("41–45 of 45");
    browser.click("a", "Oldest first");
    browser.await(firstRow("ORDER-1"));
    browser.click(".pager a", "Next");
    browser.await(firstRow("ORDER-21"));

    browser.evaluate("document.querySelector('input[type=search]').focus()");
    browser.type("ORDER-33");
    browser.press("Enter", 13, "\r");
    browser.await("document.querySelectorAll('tbody tr').length === 1");
    assertThat(texts("td.first")).containsExactly("ORDER-33");
    browser.evaluate("location.hash = '#/objects/Order?find=x%26y'");
    browser.await("document.querySelector('.empty')");
    assertThat(text(".empty")).isEqualTo("No id or external id equals “x&y”.");
    browser.click("#nav span", "Item");
    browser.await("document.querySelector('.empty')?.textContent === 'Nothing is stored yet.'");
  }

  @Test
  void openingARequestShowsItsBodiesAndPausesTheList() {
    sandbox.faults().on("POST", "/**").after(1).fail(Fault.badGateway());
    order("ORDER-1", "{\"total_amount\":11.50}");
    http.undescribed("POST", Shops.ORDERS, Shops.order("ORDER-2"));
    http.get("/contacts/nobody");
    open("requests");
    browser.await("document.querySelectorAll('tbody tr').length === 3");
    assertThat(texts("tbody tr:nth-child(2) td"))
        .containsExactly("10:00:03.000", "502", "POST " + Shops.ORDERS, "bad_gateway", "2.16");

    browser.click("tr:last-child button", Shops.ORDERS);
    browser.await("document.querySelector('.details')");
    assertThat(texts(".details pre").get(0))
        .isEqualTo(
            """
            {
              "external_id": "ORDER-1",
              "custom_attributes": {
                "total_amount": 11.50
              }
            }""");
    assertThat(texts(".details pre").get(1)).contains("\"total_amount\": 11.50");
    assertThat(texts(".details dt")).contains("intercom-version").doesNotContain("authorization");
    assertThat(browser.evaluate("document.body.textContent").asText())
        .doesNotContain(sandbox.getToken());

    http.get("/me");
    browser.await(count("Requests") + " === 4");
    assertThat(browser.evaluate("document.querySelectorAll('tbody tr').length").asInt())
        .isEqualTo(4);
    browser.click("button", "Resume");
    browser.await("document.querySelectorAll('tbody tr').length === 5");
    browser.click("tr button[aria-expanded=true]", Shops.ORDERS);
    browser.await("!document.querySelector('.details')");

    browser.click("label", "Failed only");
    browser.await("document.querySelectorAll('tbody tr').length === 2");
    assertThat(texts(".status")).containsExactly("404", "502");
  }

  @Test
  void aRequestThatIsNoLongerKeptIsReported() {
    http.get("/me");
    open("requests");
    browser.click("button", "Pause");
    sandbox.reset();
    browser.click("tr button", "/me");
    browser.await("document.querySelector('.details')");
    assertThat(text(".details"))
        .isEqualTo("There is no call '1'; the sandbox keeps the newest 0 of 0 calls");
    expect404Complaints();
  }

  @Test
  void windowsAndFaultsAreShownAndFaultsCanBeCleared() {
    for (int i = 0; i < 62; i++) {
      http.get("/me");
    }
    clock.advance(Duration.ofSeconds(30));
    sandbox.faults().on("GET", "/contacts/*").times(3).every(2).fail(Fault.status(503));
    sandbox.faults().on("POST", "/**").fail(Fault.delay(Duration.ofMillis(1500)));
    http.get("/contacts/1");
    http.get("/contacts/1");
    open("windows");
    browser.await("document.querySelectorAll('tbody tr').length === 2");
    assertThat(texts("td"))
        .containsExactly("2026-09-01 10:00:30", "1", "–", "2026-09-01 10:00:00", "60", "2");
    assertThat(
            browser
                .evaluate("[...document.querySelectorAll('rect')].map((r) => r.textContent)")
                .toString())
        .contains("2026-09-01T10:00:00Z: 60 granted, 2 refused");

    browser.click("#nav span", "Faults");
    awaitView("Faults");
    browser.await("document.querySelectorAll('tbody tr').length === 2");
    assertThat(texts("td"))
        .containsExactly(
            "status 503",
            "GET /contacts/*",
            "1 of 3",
            "2",
            "0",
            "no",
            "delay 1,500 ms",
            "POST /**",
            "0",
            "1",
            "0",
            "yes");
    browser.click("button", "Clear all");
    browser.await("document.querySelector('.empty')?.textContent === 'No fault rules.'");
    assertThat(sandbox.faults().getRules()).isEmpty();
  }

  @Test
  void theResetAsksForConfirmation() {
    order("ORDER-1", "{}");
    open("objects/Order");
    browser.await(firstRow("ORDER-1"));
    browser.click("header button", "Reset…");
    browser.click("dialog button", "Cancel");
    browser.await("!document.querySelector('dialog').open");
    assertThat(workspace.getInstances("Order")).hasSize(1);
    browser.click("header button", "Reset…");
    browser.click("dialog button", "Reset");
    browser.await("document.querySelector('.empty')?.textContent === 'Nothing is stored yet.'");
    assertThat(workspace.getInstances("Order")).isEmpty();
    assertThat(text("#state")).isEqualTo("Live");
  }
}
