package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import io.github.intercomobjects.sync.ContactKey.By;
import io.github.intercomobjects.sync.ContactResolver.Resolved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContactResolverTest {
  private static final String LIST = "GET /contacts";
  private static final String SEARCH = "POST /contacts/search";

  private final Workspace workspace =
      Workspace.builder().rateLimit(1_000_000, Duration.ofSeconds(1)).build();
  private final Sandbox sandbox = Sandbox.start(workspace);
  private final CountingProgress progress = new CountingProgress();

  @SuppressWarnings("NullAway.Init")
  private Connection connection;

  @SuppressWarnings("NullAway.Init")
  private SyncState state;

  @SuppressWarnings("NullAway.Init")
  private Scratch scratch;

  @SuppressWarnings("NullAway.Init")
  private ContactMemory memory;

  @BeforeEach
  void connect() throws CannotRunException {
    state = SyncState.temporary();
    scratch = Scratch.create();
    memory = new ContactMemory(state, scratch);
    connection = Connection.to(sandbox.getBaseUrl(), sandbox.getToken());
  }

  @AfterEach
  void close() {
    connection.close();
    sandbox.close();
    scratch.close();
    state.close();
  }

  /** Counts steps. */
  private static final class CountingProgress implements Progress {
    private long total;
    private long steps;

    @Override
    public void begin(String doing, String what, long total) {
      this.total = total;
    }

    @Override
    public synchronized void step() {
      steps++;
    }

    @Override
    public void close() {}
  }

  private ContactResolver resolver() {
    return new ContactResolver(
        connection.intercom(), memory, new Failures(sandbox.getBaseUrl()), "customer");
  }

  private Contact add(int number) {
    return workspace.addContact("customer-" + number, number + "@example.com", "Zoë " + number);
  }

  private void addAll(int first, int last) {
    for (int i = first; i <= last; i++) {
      add(i);
    }
  }

  private static ContactKey customer(int number) {
    return ContactKey.of(By.EXTERNAL_ID, "customer-" + number);
  }

  private static ContactKey email(String text) {
    return ContactKey.of(By.EMAIL, text);
  }

  private List<String> calls() {
    return sandbox.getCalls().stream()
        .map(call -> call.getMethod() + " " + call.getPath().replaceFirst("\\?.*", ""))
        .toList();
  }

  private void resolve(ContactKey... keys) throws CannotRunException {
    for (ContactKey key : keys) {
      memory.want(key);
    }
    resolver().resolveWanted(progress, () -> false);
  }

  private static Resolved found(Contact contact) {
    return new Resolved(contact.getId(), null);
  }

  @Test
  void oneContactIsLookedUpOnce() throws CannotRunException {
    Contact one = add(1);
    resolve(customer(1), customer(1));
    assertThat(resolver().resolve(customer(1))).isEqualTo(found(one));
    resolve(customer(1));
    assertThat(calls()).containsExactly("GET /contacts/find_by_external_id/customer-1");
  }

  @Test
  void fewOfManyAreLookedUpOneByOne() throws CannotRunException {
    addAll(1, 451);
    resolve(customer(1), customer(2), customer(3));
    assertThat(calls())
        .containsExactlyInAnyOrder(
            LIST,
            "GET /contacts/find_by_external_id/customer-1",
            "GET /contacts/find_by_external_id/customer-2",
            "GET /contacts/find_by_external_id/customer-3");
    assertThat(progress.total).isEqualTo(3);
    assertThat(progress.steps).isEqualTo(3);
  }

  @Test
  void manyOfManyAreFoundInTheList() throws CannotRunException {
    addAll(1, 451);
    ContactKey[] keys = new ContactKey[451];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = customer(i + 1);
    }
    resolve(keys);
    assertThat(calls()).containsExactly(LIST, LIST, LIST, LIST);
    for (ContactKey key : keys) {
      assertThat(resolver().resolve(key).id()).isNotNull();
    }
    assertThat(calls()).hasSize(4);
    assertThat(progress.steps).isEqualTo(451);
  }

  @Test
  void fewContactsMissingFromTheListAreLookedUp() throws CannotRunException {
    addAll(1, 3);
    resolve(customer(1), customer(2), customer(3), customer(99));
    assertThat(calls()).containsExactly(LIST, "GET /contacts/find_by_external_id/customer-99");
    assertThat(resolver().resolve(customer(99)))
        .isEqualTo(
            new Resolved(
                null,
                "there is no contact with the external id \"customer-99\"; create it first, or"
                    + " leave customer empty"));
    assertThat(calls()).hasSize(2);
  }

  @Test
  void manyContactsMissingFromTheListDoNotExist() throws CannotRunException {
    addAll(1, 3);
    ContactKey[] keys = new ContactKey[500];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = customer(i + 2);
    }
    resolve(keys);
    assertThat(calls()).containsExactly(LIST);
    assertThat(resolver().resolve(customer(3)).id()).isNotNull();
    assertThat(resolver().resolve(customer(4)).reason()).startsWith("there is no contact with the");
    assertThat(progress.steps).isEqualTo(500);
  }

  @Test
  void missingContactIsLookedUpAgainByTheNextRun() throws CannotRunException {
    resolve(customer(1));
    assertThat(memory.id(customer(1))).isNull();
    memory.forget(customer(1));
    Contact one = add(1);
    assertThat(resolver().resolve(customer(1))).isEqualTo(found(one));
  }

  @Test
  void emailsAreSearchedFifteenAtATimeAndInAnyCase() throws CannotRunException {
    addAll(1, 3_000);
    ContactKey[] keys = new ContactKey[31];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = email((i + 1) + "@Example.COM");
    }
    resolve(keys);
    assertThat(calls()).containsExactlyInAnyOrder(LIST, SEARCH, SEARCH, SEARCH);
    assertThat(sandbox.getCalls().stream().allMatch(call -> call.getStatus() == 200)).isTrue();
    for (ContactKey key : keys) {
      assertThat(resolver().resolve(key).id()).isNotNull();
    }
    assertThat(progress.steps).isEqualTo(31);
  }

  @Test
  void emailsOfManyAreFoundInTheList() throws CannotRunException {
    addAll(1, 100);
    ContactKey[] keys = new ContactKey[100];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = email((i + 1) + "@example.com");
    }
    resolve(keys);
    assertThat(calls()).containsExactly(LIST);
    assertThat(resolver().resolve(keys[99]).id()).isNotNull();
  }

  private static MockResponse contacts(String... ids) {
    StringBuilder data = new StringBuilder();
    for (String id : ids) {
      data.append(data.isEmpty() ? "" : ",")
          .append("{\"type\":\"contact\",\"id\":\"")
          .append(id)
          .append("\",\"email\":\"Zoe@example.com\"}");
    }
    String body = "{\"type\":\"list\",\"data\":[" + data + "],\"total_count\":" + ids.length + "}";
    return new MockResponse.Builder().body(body).build();
  }

  /** A user and leads may have the same address, which the sandbox does not allow. */
  @Test
  void emailOfSeveralContactsFailsWithTheirIds() throws Exception {
    ContactKey zoe = email("zoe@example.com");
    Resolved ambiguous =
        new Resolved(
            null,
            "more than one contact has the e-mail \"zoe@example.com\"; merge them in Intercom, or"
                + " name contacts by external id or id: a, b, c");
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      String address = server.url("/").toString();
      try (Connection mocked = Connection.to(address, "token")) {
        ContactResolver resolver =
            new ContactResolver(mocked.intercom(), memory, new Failures(address), "customer");
        server.enqueue(contacts("a", "b", "c"));
        assertThat(resolver.resolve(zoe)).isEqualTo(ambiguous);
        assertThat(resolver.resolve(zoe)).isEqualTo(ambiguous);
        assertThat(server.getRequestCount()).isEqualTo(1);

        memory.forget(zoe);
        memory.want(zoe);
        for (int i = 0; i < 40; i++) {
          memory.want(email(i + "@example.com"));
        }
        server.enqueue(contacts("a", "b", "c"));
        resolver.resolveWanted(progress, () -> false);
        assertThat(resolver.resolve(zoe)).isEqualTo(ambiguous);
        assertThat(memory.id(zoe)).isNull();
        assertThat(server.getRequestCount()).isEqualTo(2);
      }
    }
  }

  private static MockResponse page(int total, @Nullable String cursor, String... ids) {
    List<String> data = new ArrayList<>();
    for (String id : ids) {
      data.add("{\"type\":\"contact\",\"id\":\"" + id + "\",\"email\":\"zoe@example.com\"}");
    }
    String next = cursor == null ? "null" : "{\"starting_after\":\"" + cursor + "\"}";
    return new MockResponse.Builder()
        .body(
            "{\"type\":\"list\",\"total_count\":%d,\"pages\":{\"type\":\"pages\",\"next\":%s},\"data\":%s}"
                .formatted(total, next, data))
        .build();
  }

  @Test
  void cursorsThatReturnEndTheListAndEmailsInItAreLookedUp() throws Exception {
    ContactKey zoe = email("zoe@example.com");
    try (MockWebServer server = new MockWebServer()) {
      List<String> requests = new CopyOnWriteArrayList<>();
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              requests.add(request.getTarget());
              if (request.getTarget().startsWith("/contacts/search")) {
                return page(2, null, "a", "b");
              }
              boolean isAfterA = request.getTarget().contains("starting_after=A");
              return page(300, requests.size() > 20 ? null : isAfterA ? "B" : "A", "a");
            }
          });
      server.start();
      String address = server.url("/").toString();
      try (Connection mocked = Connection.to(address, "token")) {
        memory.want(zoe);
        for (int i = 0; i < 30; i++) {
          memory.want(email(i + "@example.com"));
        }
        ContactResolver resolver =
            new ContactResolver(mocked.intercom(), memory, new Failures(address), "customer");
        resolver.resolveWanted(progress, () -> false);
        assertThat(requests).filteredOn(target -> target.contains("per_page")).hasSize(3);
        assertThat(resolver.resolve(zoe).reason()).endsWith(": a, b");
      }
    }
  }

  @Test
  void idIsLookedUpLikeAnExternalId() throws CannotRunException {
    Contact one = add(1);
    Contact two = add(2);
    ContactKey key = ContactKey.of(By.ID, one.getId());
    resolve(key);
    assertThat(resolver().resolve(key)).isEqualTo(found(one));
    assertThat(calls()).containsExactly("GET /contacts/" + one.getId());
    workspace.mergeContacts(one.getId(), two.getId());
    assertThat(resolver().resolveAgain(key)).isEqualTo(found(two));
    assertThat(resolver().resolve(key)).isEqualTo(found(two));
    ContactKey unknown = ContactKey.of(By.ID, "63a07ddf05a32042dffac965");
    resolve(unknown);
    assertThat(resolver().resolve(unknown).reason())
        .startsWith("there is no contact with the id \"63a07ddf05a32042dffac965\"");
    assertThat(resolver().resolve(unknown).id()).isNull();
  }

  @Test
  void mergedContactResolvesToTheOther() throws CannotRunException {
    Contact one = add(1);
    Contact two = add(2);
    resolve(customer(1));
    workspace.mergeContacts(one.getId(), two.getId());
    assertThat(resolver().resolve(customer(1))).isEqualTo(found(one));
    assertThat(resolver().resolveAgain(customer(1))).isEqualTo(found(two));
    assertThat(memory.id(customer(1))).isEqualTo(two.getId());
  }

  @Test
  void failedLookupAffectsOnlyItsContact() throws CannotRunException {
    add(1);
    addAll(100, 600);
    sandbox
        .faults()
        .on("GET", "/contacts/find_by_external_id/customer-1")
        .every(1)
        .fail(Fault.status(400));
    resolve(customer(1), customer(100));
    assertThat(resolver().resolve(customer(1)).reason())
        .startsWith("the contact was not found: ")
        .contains("400");
    assertThat(resolver().resolve(customer(100)).id()).isNotNull();
  }

  @Test
  void contactsAreLookedUpIfTheListFails() throws CannotRunException {
    addAll(1, 200);
    sandbox.faults().on("GET", "/contacts").times(1).fail(Fault.status(400));
    resolve(customer(1), customer(2));
    assertThat(memory.id(customer(2))).isNotNull();
    assertThat(calls()).hasSize(3);
  }

  @Test
  void contactsAreLookedUpIfTheListFailsInTheMiddle() throws CannotRunException {
    addAll(1, 160);
    sandbox.faults().on("GET", "/contacts").after(1).fail(Fault.status(400));
    ContactKey[] keys = new ContactKey[160];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = customer(i + 1);
    }
    resolve(keys);
    assertThat(keys).allMatch(key -> memory.id(key) != null);
    assertThat(calls()).hasSize(2 + 10).startsWith(LIST, LIST);
    assertThat(progress.steps).isEqualTo(160);
  }

  @Test
  void stoppedRunLooksUpNoMoreContacts() throws CannotRunException {
    addAll(1, 160);
    for (int i = 1; i <= 160; i++) {
      memory.want(customer(i));
    }
    resolver().resolveWanted(progress, () -> !sandbox.getCalls().isEmpty());
    assertThat(calls()).containsExactly(LIST);
    assertThat(memory.failure(customer(1))).isNull();
  }

  @Test
  void keyThatWouldChangeTheUrlIsNotLookedUp() throws CannotRunException {
    ContactKey dots = ContactKey.of(By.EXTERNAL_ID, "..");
    assertThat(resolver().resolve(dots).reason())
        .startsWith("the contact's external id \"..\" cannot be looked up: ");
    assertThat(calls()).isEmpty();
  }

  @Test
  void rejectedTokenEndsTheRun() throws CannotRunException {
    try (Connection wrong = Connection.to(sandbox.getBaseUrl(), "wrong")) {
      ContactResolver resolver =
          new ContactResolver(
              wrong.intercom(), memory, new Failures(sandbox.getBaseUrl()), "customer");
      memory.want(customer(1));
      assertThatThrownBy(() -> resolver.resolveWanted(progress, () -> false))
          .isInstanceOf(CannotRunException.class)
          .hasMessageStartingWith("the access token is not accepted");
    }
  }
}
