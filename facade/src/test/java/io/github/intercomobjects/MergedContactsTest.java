package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.client.model.Contact;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MergedContactsTest {
  private static final Attributes GOLD = Attributes.builder().set("tier", "gold").build();

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static MockResponse.Builder merged(String... links) {
    MockResponse.Builder response =
        FakeIntercom.json(
            410,
            "{\"type\":\"error.list\",\"errors\":[{\"code\":\"contact_merged\",\"message\":\"This"
                + " contact was merged\"}]}");
    for (String link : links) {
      response.addHeader("Link", link);
    }
    return response;
  }

  private static MockResponse.Builder mergedInto(String id) {
    return merged("</contacts/" + id + ">; rel=\"canonical\"");
  }

  private Contacts following() {
    return intercom.builder().followMergedContacts(true).build().contacts();
  }

  static Stream<Named<Function<Contacts, Contact>>> followingMethods() {
    return Stream.of(
        Named.of("get", contacts -> contacts.get("7")),
        Named.of("update", contacts -> contacts.updateAttributes("7", GOLD)),
        Named.of("find", contacts -> contacts.findByExternalId("7").orElseThrow()));
  }

  static Stream<Named<Function<Contacts, ?>>> stayingMethods() {
    return Stream.of(
        Named.of("block", contacts -> contacts.block("7")),
        Named.of("archive", contacts -> contacts.archive("7")),
        Named.of("delete", contacts -> contacts.delete("7")));
  }

  static Stream<Named<Function<Contacts, ?>>> allMethods() {
    return Stream.of(followingMethods(), stayingMethods())
        .<Named<? extends Function<Contacts, ?>>>flatMap(s -> s)
        .map(named -> Named.of(named.getName(), named.getPayload()));
  }

  @ParameterizedTest
  @MethodSource("allMethods")
  void aMergedContactIsAnErrorWithTheOtherId(Function<Contacts, ?> method) {
    intercom.enqueue(mergedInto("8"));
    ContactMergedException e =
        catchThrowableOfType(
            ContactMergedException.class,
            () -> method.apply(intercom.builder().build().contacts()));
    assertThat(e.getMergedIntoId()).isEqualTo("8");
    assertThat(e.getStatus()).isEqualTo(410);
    assertThat(e.getOutcome()).isEqualTo(IntercomException.Outcome.NOT_APPLIED);
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("followingMethods")
  void aChainOfTwoMergesIsFollowed(Function<Contacts, Contact> method) {
    intercom.enqueue(mergedInto("8"));
    intercom.enqueue(mergedInto("9"));
    intercom.enqueue(200, "{\"id\":\"9\"}");
    assertThat(method.apply(following()).getId()).isEqualTo("9");
    String first = intercom.request().getRequestLine();
    assertThat(intercom.request().getTarget()).isEqualTo("/contacts/8");
    String last = intercom.request().getRequestLine();
    assertThat(last).isEqualTo(first.replace("find_by_external_id/", "").replace("/7", "/9"));
  }

  @ParameterizedTest
  @MethodSource("followingMethods")
  void anEndlessChainOfMergesEnds(Function<Contacts, Contact> method) {
    intercom.respondBy(
        request -> mergedInto(request.getTarget().equals("/contacts/8") ? "7" : "8"));
    assertThatThrownBy(() -> method.apply(following())).isInstanceOf(ContactMergedException.class);
    assertThat(intercom.requestCount()).isEqualTo(4);
  }

  @Test
  void aDerivedClientFollowsMergesToo() {
    intercom.enqueue(mergedInto("8"));
    intercom.enqueue(200, "{\"id\":\"8\"}");
    Intercom client = intercom.builder().followMergedContacts(true).build();
    assertThat(client.newBuilder().build().withVersion(ApiVersion.PREVIEW).contacts().get("7"))
        .extracting(Contact::getId)
        .isEqualTo("8");
  }

  @Test
  void aFindOfAContactMergedIntoADeletedOneIsEmpty() {
    intercom.enqueue(mergedInto("8"));
    intercom.enqueueError(404, "not_found", "User Not Found");
    assertThat(following().findByExternalId("7")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("followingMethods")
  void oneDeadlineAppliesToAllFollowedMerges(Function<Contacts, Contact> method) {
    intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", "6"));
    intercom.enqueue(mergedInto("8"));
    intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", "6"));
    intercom.enqueue(200, "{\"id\":\"8\"}");
    Contacts contacts =
        intercom
            .builder()
            .followMergedContacts(true)
            .totalTimeout(Duration.ofSeconds(10))
            .build()
            .contacts();
    assertThatThrownBy(() -> method.apply(contacts))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getStatus()).isEqualTo(503));
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "</contacts/8>",
        "</contacts/8>; rel=\"next\"",
        "</contacts/>; rel=\"canonical\"",
        "</contacts/..>; rel=\"canonical\"",
        "</contacts/.>; rel=\"canonical\"",
        "</contacts/%2e%2e>; rel=\"canonical\"",
        "</contacts/8/archive>; rel=\"canonical\"",
        "</contacts/8?a=b>; rel=\"canonical\"",
        "</companies/8>; rel=\"canonical\"",
      })
  void aLinkWithoutAPlainIdIsIgnored(String link) {
    intercom.enqueue(merged(link));
    ContactMergedException e =
        catchThrowableOfType(ContactMergedException.class, () -> following().get("7"));
    assertThat(e.getMergedIntoId()).isNull();
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void withoutALinkTheOtherIdIsNull() {
    intercom.enqueue(merged());
    ContactMergedException e =
        catchThrowableOfType(ContactMergedException.class, () -> following().get("7"));
    assertThat(e.getMergedIntoId()).isNull();
    assertThat(e).hasMessageStartingWith("Intercom returned 410 contact_merged: This contact was");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</contacts/63a07ddf05a32042dffac965>; rel=\"canonical\"",
        "</contacts/63a07ddf05a32042dffac965>; rel=canonical",
        "</contacts/63a07ddf05a32042dffac965>;rel=\"canonical\"",
        "<https://api.intercom.io/contacts/63a07ddf05a32042dffac965>; rel=\"canonical\"",
        "</contacts/63a07ddf05a32042dffac965>; title=\"x\"; rel=\"Canonical\"",
        "</x>; rel=\"next\", </contacts/63a07ddf05a32042dffac965>; rel=\"canonical\"",
      })
  void aLinkIsReadInAnyForm(String link) {
    intercom.enqueue(merged(link));
    ContactMergedException e =
        catchThrowableOfType(
            ContactMergedException.class, () -> intercom.builder().build().contacts().get("7"));
    assertThat(e.getMergedIntoId()).isEqualTo("63a07ddf05a32042dffac965");
  }

  @Test
  void theCanonicalLinkOfSeveralHeadersIsRead() {
    intercom.enqueue(merged("</contacts/8>; rel=\"canonical\"", "</contacts/9>; rel=\"next\""));
    ContactMergedException e =
        catchThrowableOfType(
            ContactMergedException.class, () -> intercom.builder().build().contacts().get("7"));
    assertThat(e.getMergedIntoId()).isEqualTo("8");
  }

  @Test
  void aLinkToAnotherHostIsOnlyReadForItsId() {
    try (FakeIntercom elsewhere = new FakeIntercom()) {
      intercom.enqueue(merged("<" + elsewhere.baseUrl() + "contacts/8>; rel=\"canonical\""));
      intercom.enqueue(200, "{\"id\":\"8\"}");
      assertThat(following().get("7").getId()).isEqualTo("8");
      assertThat(elsewhere.requestCount()).isZero();
    }
  }

  @Test
  void anUpdateThatFollowsAMergeWaitsForAnAdditionToTheOtherContact() {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch mayRead = new CountDownLatch(1);
    CountDownLatch merging = new CountDownLatch(1);
    intercom.respondBy(
        request -> {
          if (request.getTarget().equals("/contacts/7")) {
            merging.countDown();
            return mergedInto("8");
          }
          if (request.getMethod().equals("GET") && reading.getCount() > 0) {
            reading.countDown();
            Threads.await(mayRead);
          }
          return FakeIntercom.json(200, "{\"id\":\"8\",\"data\":[]}");
        });
    Intercom client = intercom.builder().followMergedContacts(true).build();
    Threads.Running<?> addition =
        Threads.start(
            () ->
                client
                    .customObjects(ObjectType.untyped("Order"))
                    .associations(Parent.contact("8"), "orders")
                    .assumeComplete()
                    .add("21"));
    Threads.await(reading);
    Threads.Running<Contact> update =
        Threads.start(() -> client.contacts().updateAttributes("7", GOLD));
    Threads.await(merging);
    update.awaitWaiting();
    assertThat(intercom.requestCount()).isEqualTo(2);
    mayRead.countDown();
    assertThat(update.get().getId()).isEqualTo("8");
    addition.get();
  }
}
