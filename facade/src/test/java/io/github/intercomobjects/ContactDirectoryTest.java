package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.model.Contact;
import io.github.intercomobjects.client.model.CreateContactRequest;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts of a sandbox that are found by external id and e-mail address. */
final class ContactDirectoryTest {
  private static final ContactKey ZOE = ContactKey.externalId("customer-7");
  private static final ContactKey NOBODY = ContactKey.externalId("customer-8");
  private static final ContactKey ZOES_EMAIL = ContactKey.email(" Zoe@Example.com");

  private final Shop shop = new Shop();
  private final ContactDirectory directory = shop.client().contacts().directory();

  @AfterEach
  void close() {
    shop.close();
  }

  private List<String> calls() {
    return shop.intercom.calls();
  }

  @Test
  void aContactIsLookedUpOnceAndThenRemembered() {
    assertThat(directory.find(ZOE)).contains(shop.contact);
    assertThat(shop.client().withVersion(ApiVersion.PREVIEW).contacts().directory().get(ZOE))
        .isEqualTo(shop.contact);
    assertThat(calls()).hasSize(1);
    assertThat(directory.find(ZOES_EMAIL)).contains(shop.contact);
    assertThat(directory.find(ContactKey.email("ZOE@example.com"))).contains(shop.contact);
    assertThat(calls()).hasSize(2);
    shop.intercom.timing.advance(Duration.ofMinutes(59));
    assertThat(directory.get(ZOE)).isEqualTo(shop.contact);
    assertThat(calls()).hasSize(2);
    shop.intercom.timing.advance(Duration.ofMinutes(1));
    assertThat(directory.get(ZOE)).isEqualTo(shop.contact);
    assertThat(calls()).hasSize(3);
  }

  @Test
  void aMissIsRememberedForAMinute() {
    assertThat(directory.find(NOBODY)).isEmpty();
    String id = shop.intercom.workspace().addContact("customer-8", null, null).getId();
    shop.intercom.timing.advance(Duration.ofSeconds(59));
    assertThat(directory.find(NOBODY)).isEmpty();
    assertThat(calls()).hasSize(1);
    shop.intercom.timing.advance(Duration.ofSeconds(1));
    assertThat(directory.find(NOBODY)).contains(id);
  }

  @Test
  void getOfAMissingContactNamesIt() {
    assertThatThrownBy(() -> directory.get(NOBODY))
        .isInstanceOfSatisfying(
            NotFoundException.class, e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED))
        .hasMessageStartingWith(
            "there is no contact with the external id \"customer-8\"; create it first (");
  }

  @Test
  void anEmailOfSeveralContactsIsAConflictThatNamesThem() {
    String lead = shop.intercom.workspace().addLead(null, "zoe@example.com", null).getId();
    assertThat(directory.findAll(List.of(ZOES_EMAIL)))
        .isEqualTo(Map.of(ZOES_EMAIL, List.of(shop.contact, lead)));
    assertThatThrownBy(() -> directory.find(ZOES_EMAIL))
        .isInstanceOf(ConflictException.class)
        .hasMessageStartingWith(
            "more than one contact has the e-mail \"zoe@example.com\": %s, %s; merge them in Intercom, or name the contact by external id ("
                .formatted(shop.contact, lead));
  }

  @Test
  void theLimitsOfTheCacheAreThoseOfTheBuilder() {
    ContactDirectory small =
        shop.intercom
            .builder()
            .contactCache(1, Duration.ofSeconds(30))
            .build()
            .contacts()
            .directory();
    small.get(ZOE);
    small.get(ZOES_EMAIL);
    small.get(ZOE);
    assertThat(calls()).hasSize(3);
    shop.intercom.timing.advance(Duration.ofSeconds(30));
    small.get(ZOE);
    assertThat(calls()).hasSize(4);
    assertThatThrownBy(() -> Intercom.builder().contactCache(0, Duration.ofHours(1)))
        .hasMessage("contacts must be 1 or more, was 0");
    assertThatThrownBy(() -> Intercom.builder().contactCache(1, Duration.ZERO))
        .hasMessage("timeToLive must be positive, was 0 s");
  }

  @Test
  void anotherTokenIsAnotherWorkspaceWithADirectoryOfItsOwn() {
    directory.get(ZOE);
    Intercom other = shop.client().newBuilder().accessToken("another").build();
    assertThatThrownBy(() -> other.contacts().directory().get(ZOE))
        .isInstanceOf(AuthenticationException.class);
  }

  @Test
  void concurrentQuestionsForOneContactCauseOneCall() {
    try (FakeIntercom fake = new FakeIntercom()) {
      CountDownLatch isAsked = new CountDownLatch(1);
      CountDownLatch respond = new CountDownLatch(1);
      fake.respondBy(
          request -> {
            isAsked.countDown();
            Threads.await(respond);
            return FakeIntercom.json(200, "{\"type\":\"contact\",\"id\":\"7\"}");
          });
      Contacts contacts = fake.builder().timing(Timing.SYSTEM).build().contacts();
      List<Threads.Running<String>> all = new ArrayList<>();
      all.add(Threads.start(() -> contacts.directory().get(ZOE)));
      Threads.await(isAsked);
      for (int i = 0; i < 15; i++) {
        all.add(Threads.start(() -> contacts.directory().get(ZOE)));
      }
      all.subList(1, 16).forEach(Threads.Running::awaitWaiting);
      respond.countDown();
      assertThat(all).allSatisfy(one -> assertThat(one.get()).isEqualTo("7"));
      assertThat(fake.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void theFailureOfAQuestionIsNotRemembered() {
    shop.intercom.faults().onNext(Fault.status(400));
    assertThatThrownBy(() -> directory.find(ZOE)).isInstanceOf(InvalidRequestException.class);
    assertThat(directory.find(ZOE)).contains(shop.contact);
  }

  @Test
  void aMergedContactHasTheIdOfTheRemainingOne() {
    Workspace workspace = shop.intercom.workspace();
    String other = workspace.addContact("customer-9", null, null).getId();
    directory.get(ZOE);
    workspace.mergeContacts(shop.contact, other);
    assertThatThrownBy(() -> shop.client().contacts().get(shop.contact))
        .isInstanceOf(ContactMergedException.class);
    assertThat(directory.get(ZOE)).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "archive", "link"})
  void aContactThatACallShowsToBeGoneIsForgotten(String how) {
    directory.get(ZOE);
    directory.get(ZOES_EMAIL);
    int before = calls().size();
    Contacts contacts = shop.client().contacts();
    switch (how) {
      case "delete" -> contacts.delete(shop.contact);
      case "archive" -> contacts.archive(shop.contact);
      default -> {
        shop.intercom.builder().build().contacts().delete(shop.contact);
        assertThatThrownBy(() -> shop.onContact("orders").replace(List.of(Shop.FIRST)))
            .isInstanceOf(NotFoundException.class);
      }
    }
    int after = calls().size();
    assertThat(after).isGreaterThan(before);
    directory.find(ZOE);
    directory.find(ZOES_EMAIL);
    assertThat(calls()).hasSize(after + 2);
    if (!how.equals("archive")) {
      assertThat(directory.find(ZOE)).isEmpty();
    }
  }

  @Test
  void forgetCausesAnotherCall() {
    directory.get(ZOE);
    directory.forget(ZOE);
    directory.get(ZOE);
    assertThat(calls()).hasSize(2);
  }

  private List<ContactKey> add(int count) {
    Workspace workspace = shop.intercom.workspace();
    return IntStream.range(0, count)
        .peek(i -> workspace.addContact("c-" + i, "c" + i + "@example.com", null))
        .mapToObj(i -> ContactKey.externalId("c-" + i))
        .toList();
  }

  @Test
  void manyContactsAreFoundInTheListIfThatTakesFewerCalls() {
    List<ContactKey> keys = new ArrayList<>(add(200));
    keys.add(ContactKey.email("C3@example.com"));
    assertThat(directory.findAll(keys))
        .hasSize(201)
        .allSatisfy((key, ids) -> assertThat(ids).hasSize(1));
    assertThat(calls()).hasSize(2).allMatch(call -> call.startsWith("GET /contacts?"));
    keys.forEach(directory::get);
    assertThat(calls()).hasSize(2);
  }

  @Test
  void ofManyContactsThatTheListLacksNoneIsLookedUp() {
    List<ContactKey> keys = new ArrayList<>(add(3));
    IntStream.range(0, 9).forEach(i -> keys.add(ContactKey.externalId("none-" + i)));
    ContactKey nobody = ContactKey.email("nobody@example.com");
    keys.add(nobody);
    Map<ContactKey, List<String>> found = directory.findAll(keys);
    assertThat(found.values().stream().filter(List::isEmpty)).hasSize(10);
    assertThat(calls()).hasSize(1);
    assertThat(directory.find(nobody)).isEmpty();
    assertThat(calls()).hasSize(1);
  }

  @Test
  void aMergedContactThatTheListLacksIsFoundByItself() {
    Workspace workspace = shop.intercom.workspace();
    String other = workspace.addContact("customer-9", null, null).getId();
    workspace.mergeContacts(shop.contact, other);
    List<ContactKey> keys = new ArrayList<>(add(3));
    IntStream.range(0, 9).forEach(i -> keys.add(ContactKey.externalId("none-" + i)));
    keys.add(ZOE);
    assertThat(directory.findAll(keys)).containsEntry(ZOE, List.of());
    assertThat(directory.find(ZOE)).contains(other);
  }

  @Test
  void aFewContactsAreLookedUpOneByOneAndEmailsFifteenAtATime() {
    add(400);
    List<ContactKey> keys =
        IntStream.range(0, 17).mapToObj(i -> ContactKey.email("c" + i + "@example.com")).toList();
    assertThat(directory.findAll(keys))
        .hasSize(17)
        .allSatisfy((key, ids) -> assertThat(ids).hasSize(1));
    // The first page of the list shows that the rest of it takes more calls.
    assertThat(calls()).hasSize(3);
    assertThat(calls().subList(1, 3)).allMatch(call -> call.startsWith("POST /contacts/search"));
    assertThat(directory.findAll(List.of(ZOE))).isEqualTo(Map.of(ZOE, List.of(shop.contact)));
    assertThat(calls()).hasSize(4);
  }

  @Test
  void keysThatNoContactCanHaveAreRejected() {
    assertThatThrownBy(() -> ContactKey.externalId(".."))
        .hasMessageStartingWith("external id must not be \"..\"");
    assertThatThrownBy(() -> ContactKey.email(" "))
        .hasMessage("e-mail must not be blank, was \" \"");
    assertThat(ZOES_EMAIL).hasToString("e-mail \"zoe@example.com\"");
    assertThat(ZOES_EMAIL.getValue()).isEqualTo("zoe@example.com");
    assertThat(ZOE)
        .isNotEqualTo(ContactKey.email("customer-7"))
        .isEqualTo(ContactKey.externalId("customer-7"));
  }

  @Test
  void findOrCreateCreatesAContactOnce() {
    Contacts contacts = shop.client().contacts();
    CreateContactRequest request =
        CreateContactRequest.builder().externalId("customer-8").email("max@example.com").build();
    assertThat(directory.find(NOBODY)).isEmpty();
    Contact created = contacts.findOrCreate(request);
    int before = calls().size();
    assertThat(directory.find(NOBODY)).contains(created.getId());
    assertThat(calls()).hasSize(before);
    assertThat(contacts.findOrCreate(request).getId()).isEqualTo(created.getId());
    assertThat(contacts.findByEmail("Max@example.com").orElseThrow().getId())
        .isEqualTo(created.getId());
    assertThat(contacts.findByEmail("nobody@example.com")).isEmpty();
    assertThatThrownBy(() -> contacts.create(request)).isInstanceOf(ConflictException.class);
    assertThatThrownBy(
            () -> contacts.findOrCreate(CreateContactRequest.builder().name("M").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "findOrCreate needs an external id or an e-mail address to find the contact by; use create"
                + " for a contact without them");
  }

  @Test
  void findOrCreateReturnsNoOtherContactWithTheEmail() {
    Contacts contacts = shop.client().contacts();
    assertThatThrownBy(
            () ->
                contacts.findOrCreate(
                    CreateContactRequest.builder()
                        .externalId("customer-8")
                        .email("zoe@example.com")
                        .build()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("id=" + shop.contact);
  }
}
