package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.intercomobjects.client.model.CreateContactRequest;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions of a {@link ContactDirectory} that overlap, fail, or have odd responses. */
final class ContactQuestionsTest {
  private static final ContactKey ZOE = ContactKey.externalId("customer-7");
  private static final ContactKey MAX = ContactKey.externalId("customer-8");
  private static final ContactKey EMAIL = ContactKey.email("zoe@example.com");
  private static final String CONTACT_7 =
      "{\"type\":\"contact\",\"id\":\"7\",\"role\":\"user\",\"external_id\":\"customer-7\"}";
  private static final ContactCache.Limits LIMITS =
      new ContactCache.Limits(10, Duration.ofHours(1));

  private final FakeIntercom fake = new FakeIntercom();
  private final Intercom client = fake.builder().build();
  private final Contacts contacts = client.contacts();
  private final ContactDirectory directory = contacts.directory();

  @AfterEach
  void close() {
    fake.close();
  }

  private static MockResponse.Builder ok(String body) {
    return FakeIntercom.json(200, body);
  }

  /** Returns a page with contacts of one e-mail address and a cursor; null for the last page. */
  private static MockResponse.Builder page(int total, @Nullable String cursor, String... ids) {
    List<String> data = new ArrayList<>();
    for (String id : ids) {
      data.add(
          "{\"type\":\"contact\",\"id\":\"%s\",\"role\":\"user\",\"external_id\":\"customer-%s\",\"email\":\"zoe@example.com\"}"
              .formatted(id, id));
    }
    String next = cursor == null ? "null" : "{\"starting_after\":\"" + cursor + "\"}";
    return ok(
        "{\"type\":\"list\",\"total_count\":%d,\"pages\":{\"type\":\"pages\",\"next\":%s},\"data\":%s}"
            .formatted(total, next, data));
  }

  private static boolean isSearch(RecordedRequest request) {
    return request.getTarget().startsWith("/contacts/search");
  }

  @Test
  void whatAQuestionFindsIsRememberedWhileAnotherContactIsForgotten() {
    fake.respondBy(
        request -> {
          directory.forget(MAX);
          return ok(CONTACT_7);
        });
    assertThat(directory.get(ZOE)).isEqualTo("7");
    assertThat(directory.get(ZOE)).isEqualTo("7");
    assertThat(fake.requestCount()).isEqualTo(1);
  }

  @Test
  void whatAQuestionFindsIsNotRememberedIfItsContactIsForgottenMeanwhile() {
    fake.respondBy(
        request -> {
          if (fake.requestCount() == 1) {
            directory.forget(ZOE);
          }
          return ok(CONTACT_7);
        });
    assertThat(directory.get(ZOE)).isEqualTo("7");
    assertThat(directory.get(ZOE)).isEqualTo("7");
    assertThat(directory.get(ZOE)).isEqualTo("7");
    assertThat(fake.requestCount()).isEqualTo(2);
  }

  @Test
  void whatAQuestionFindsIsNotRememberedIfTheContactWithThatIdIsDeletedMeanwhile() {
    fake.respondBy(
        request -> {
          if (request.getMethod().equals("DELETE")) {
            return ok("{\"type\":\"contact\",\"id\":\"7\",\"deleted\":true}");
          }
          if (fake.requestCount() == 1) {
            contacts.delete("7");
          }
          return ok(CONTACT_7);
        });
    assertThat(directory.get(ZOE)).isEqualTo("7");
    assertThat(directory.get(ZOE)).isEqualTo("7");
    assertThat(fake.requestCount()).isEqualTo(3);
  }

  @Test
  void aMissThatIsOlderThanTheContactDoesNotReplaceItsId() {
    fake.respondBy(
        request -> {
          if (request.getMethod().equals("POST")) {
            return ok(CONTACT_7);
          }
          contacts.create(CreateContactRequest.builder().externalId("customer-7").build());
          return FakeIntercom.json(
              404, "{\"type\":\"error.list\",\"errors\":[{\"code\":\"not_found\"}]}");
        });
    assertThat(directory.find(ZOE)).isEmpty();
    assertThat(directory.find(ZOE)).contains("7");
    assertThat(fake.requestCount()).isEqualTo(2);
  }

  @Test
  void theResponseToTheLaterOfTwoQuestionsCounts() {
    ContactCache cache = new ContactCache(fake.timing);
    cache.ask(
        LIMITS,
        () -> cache.ask(LIMITS, () -> List.of("later"), ids -> Map.of(ZOE, ids)),
        ids -> Map.of(ZOE, List.of("earlier"), MAX, List.of("8")));
    assertThat(cache.get(ZOE, LIMITS)).containsExactly("later");
    assertThat(cache.get(MAX, LIMITS)).containsExactly("8");
    cache.ask(LIMITS, () -> List.of("latest"), ids -> Map.of(ZOE, ids));
    assertThat(cache.get(ZOE, LIMITS)).containsExactly("latest");
  }

  @Test
  void aForgottenContactIsRememberedByTheNextQuestion() {
    ContactCache cache = new ContactCache(fake.timing);
    cache.ask(
        LIMITS,
        () -> {
          cache.forget(ZOE);
          cache.forgetId("8");
          return cache.ask(LIMITS, () -> List.of("7"), ids -> Map.of(ZOE, ids));
        },
        ids -> Map.of(MAX, List.of("8")));
    assertThat(cache.get(ZOE, LIMITS)).containsExactly("7");
    assertThat(cache.get(MAX, LIMITS)).isNull();
  }

  @Test
  void thoseThatWaitedForAFailedQuestionAskThemselves() {
    CountDownLatch isAsked = new CountDownLatch(1);
    CountDownLatch respond = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    fake.respondBy(
        request -> {
          if (count.incrementAndGet() > 1) {
            return ok(CONTACT_7);
          }
          isAsked.countDown();
          Threads.await(respond);
          return FakeIntercom.json(400, "{}");
        });
    Contacts real = fake.builder().timing(Timing.SYSTEM).build().contacts();
    Threads.Running<String> first = Threads.start(() -> real.directory().get(ZOE));
    Threads.await(isAsked);
    Threads.Running<String> second = Threads.start(() -> real.directory().get(ZOE));
    second.awaitWaiting();
    respond.countDown();
    assertThatThrownBy(first::get).hasCauseInstanceOf(InvalidRequestException.class);
    assertThat(second.get()).isEqualTo("7");
    assertThat(fake.requestCount()).isEqualTo(2);
  }

  @Test
  void cursorsThatReturnEndTheListAndItsContactsAreLookedUp() {
    fake.respondBy(
        request -> {
          if (isSearch(request)) {
            return page(2, null, "7", "9");
          }
          if (request.getTarget().contains("find_by_external_id")) {
            return FakeIntercom.json(
                404, "{\"type\":\"error.list\",\"errors\":[{\"code\":\"not_found\"}]}");
          }
          boolean isAfterA = request.getTarget().contains("starting_after=A");
          return page(300, fake.requestCount() > 20 ? null : isAfterA ? "B" : "A", "7");
        });
    Map<ContactKey, List<String>> found =
        directory.findAll(List.of(ZOE, MAX, EMAIL, ContactKey.externalId("customer-9")));
    // The first page, those after A and B, and then three look-ups.
    assertThat(fake.requestCount()).isEqualTo(6);
    assertThat(found.get(ZOE)).containsExactly("7");
    // The incomplete list showed only one of the contacts with this address.
    assertThat(found.get(EMAIL)).containsExactly("7", "9");
    assertThat(found.get(MAX)).isEmpty();
  }

  @Test
  void cursorsThatAreAlwaysNewEndTheListToo() {
    fake.respondBy(
        request ->
            isSearch(request)
                ? page(2, null, "7", "9")
                : request.getTarget().contains("find_by_external_id")
                    ? ok(CONTACT_7)
                    : page(300, fake.requestCount() > 50 ? null : "A" + fake.requestCount(), "9"));
    assertThat(directory.findAll(List.of(ZOE, EMAIL)))
        .isEqualTo(Map.of(ZOE, List.of("7"), EMAIL, List.of("7", "9")));
    // Twice the pages of 300 contacts, ten more, and then two look-ups.
    assertThat(fake.requestCount()).isEqualTo(16);
  }

  @Test
  void aTokenThatMayNotListContactsLooksThemUp() {
    for (int pages : List.of(0, 1)) {
      try (FakeIntercom other = new FakeIntercom()) {
        AtomicInteger count = new AtomicInteger();
        other.respondBy(
            request -> {
              if (isSearch(request)) {
                return page(2, null, "7", "9");
              }
              return request.getTarget().contains("find_by_external_id")
                  ? ok(CONTACT_7)
                  : count.getAndIncrement() < pages
                      ? page(300, "A", "9")
                      : FakeIntercom.json(403, "{}");
            });
        assertThat(other.builder().build().contacts().directory().findAll(List.of(ZOE, EMAIL)))
            .isEqualTo(Map.of(ZOE, List.of("7"), EMAIL, List.of("7", "9")));
        assertThat(other.requestCount()).isEqualTo(pages + 3);
      }
    }
  }

  @Test
  void ofTheContactsThatAConflictNamesTheOneWithTheKeyIsReturned() {
    fake.respondBy(
        request ->
            isSearch(request)
                ? page(0, null)
                : request.getMethod().equals("POST")
                    ? FakeIntercom.json(
                        409,
                        """
                        {"type":"error.list","errors":[{"code":"conflict","message":null},
                        {"code":"conflict","message":"There is one already"},
                        {"code":"conflict","message":"A contact has the phone, id=5"},
                        {"code":"conflict","message":"A contact has the e-mail, id=7."}]}""")
                    : request.getTarget().equals("/contacts/5")
                        ? ok("{\"type\":\"contact\",\"id\":\"5\",\"email\":\"max@example.com\"}")
                        : ok("{\"type\":\"contact\",\"id\":\"7\",\"email\":\"Zoe@example.com\"}"));
    CreateContactRequest request = CreateContactRequest.builder().email("zoe@example.com").build();
    assertThat(contacts.findOrCreate(request).getId()).isEqualTo("7");
    assertThat(fake.requestCount()).isEqualTo(4);
    assertThat(directory.get(EMAIL)).isEqualTo("7");
    assertThat(fake.requestCount()).isEqualTo(4);
  }

  /** Returns a client of a server whose conflict names contacts 5, 6 and 7. */
  private static Contacts withConflict(FakeIntercom server, boolean isSevenThere) {
    server.respondBy(
        request -> {
          if (isSearch(request)) {
            return page(0, null);
          }
          if (request.getMethod().equals("POST")) {
            return FakeIntercom.json(
                409,
                "{\"errors\":[{\"code\":\"conflict\",\"message\":\"id=5\"},"
                    + "{\"code\":\"conflict\",\"message\":\"id=6\"},"
                    + "{\"code\":\"conflict\",\"message\":\"id=7\"}]}");
          }
          if (isSevenThere && request.getTarget().equals("/contacts/7")) {
            return ok("{\"type\":\"contact\",\"id\":\"7\",\"email\":\"zoe@example.com\"}");
          }
          boolean isMerged = request.getTarget().equals("/contacts/6");
          return FakeIntercom.json(isMerged ? 410 : 404, "{\"errors\":[{\"code\":\"not_found\"}]}");
        });
    return server.builder().build().contacts();
  }

  @Test
  void aConflictThatNamesContactsThatAreGoneIsThrownUnlessAnotherIsThere() {
    CreateContactRequest request = CreateContactRequest.builder().email("zoe@example.com").build();
    assertThat(withConflict(fake, true).findOrCreate(request).getId()).isEqualTo("7");
    assertThatThrownBy(() -> withConflict(fake, false).findOrCreate(request))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("conflict: id=5; conflict: id=6; conflict: id=7");
  }

  @Test
  void aConflictThatNamesNoContactWithTheKeyIsThrownUnlessOneIsFound() {
    AtomicInteger lookUps = new AtomicInteger();
    fake.respondBy(
        request ->
            request.getMethod().equals("POST")
                ? FakeIntercom.json(
                    409,
                    "{\"type\":\"error.list\",\"errors\":[{\"code\":\"conflict\",\"message\":\"taken\"}]}")
                : lookUps.incrementAndGet() < 4
                    ? FakeIntercom.json(
                        404, "{\"type\":\"error.list\",\"errors\":[{\"code\":\"not_found\"}]}")
                    : ok(CONTACT_7));
    CreateContactRequest request = CreateContactRequest.builder().externalId("customer-7").build();
    assertThatThrownBy(() -> contacts.findOrCreate(request))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("taken");
    // The third look-up is before the second creation, and the fourth after it.
    assertThat(contacts.findOrCreate(request).getId()).isEqualTo("7");
  }

  @Test
  void derivedClientsWithOneTokenShareTheDirectoryAndOthersDoNot() {
    fake.respondBy(request -> ok(CONTACT_7));
    directory.get(ZOE);
    Intercom other = client.newBuilder().accessToken("another").build();
    other.newBuilder().accessToken(FakeIntercom.TOKEN).build().contacts().directory().get(ZOE);
    assertThat(fake.requestCount()).isEqualTo(1);
    other.contacts().directory().get(ZOE);
    assertThat(fake.requestCount()).isEqualTo(2);
    fake.builder().build().contacts().directory().get(ZOE);
    assertThat(fake.requestCount()).isEqualTo(3);
  }

  private Intercom another() {
    return client.newBuilder().accessToken("another").build();
  }

  private WeakReference<Credentials> credentialsOfAnother() {
    return new WeakReference<>(another().calls().settings().credentials());
  }

  @Test
  void derivedClientsWithOneTokenShareTheDirectoryAfterTheFirstOfThemIsGone() {
    fake.respondBy(request -> ok(CONTACT_7));
    WeakReference<Credentials> first = credentialsOfAnother();
    Intercom second = another();
    for (int i = 0; i < 5 && first.get() != null; i++) {
      System.gc();
    }
    assumeThat(first.get()).as("a JVM that collects what is not used").isNull();
    assertThat(another().contacts().directory().get(ZOE)).isEqualTo("7");
    assertThat(second.contacts().directory().get(ZOE)).isEqualTo("7");
    assertThat(fake.requestCount()).isEqualTo(1);
  }

  @Test
  void aSupplierThatIsHeldKeepsTheDirectoryOfClientsThatAreGone() {
    fake.respondBy(request -> ok(CONTACT_7));
    Supplier<String> held = () -> "held";
    assertThat(withSupplier(held).get(ZOE)).isEqualTo("7");
    System.gc();
    assertThat(withSupplier(held).get(ZOE)).isEqualTo("7");
    assertThat(fake.requestCount()).isEqualTo(1);
  }

  /** A supplier that equals another one of its tenant, and has the token of its own request. */
  private record OfRequest(String tenant, String token) implements Supplier<String> {
    @Override
    public String get() {
      return token;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfRequest that && tenant.equals(that.tenant);
    }

    @Override
    public int hashCode() {
      return tenant.hashCode();
    }
  }

  @Test
  void eachClientAsksItsOwnSupplierThoughAnotherOneIsEqual() {
    fake.respondBy(request -> ok(CONTACT_7));
    List<Intercom> clients = new ArrayList<>();
    for (String token : List.of("first", "second")) {
      clients.add(client.newBuilder().accessToken(new OfRequest("acme", token)).build());
    }
    for (Intercom one : clients) {
      one.contacts().get("7");
    }
    assertThat(fake.request().getHeaders().get("Authorization")).isEqualTo("Bearer first");
    assertThat(fake.request().getHeaders().get("Authorization")).isEqualTo("Bearer second");
  }

  private ContactDirectory withSupplier(Supplier<String> token) {
    return client.newBuilder().accessToken(token).build().contacts().directory();
  }
}
