package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list is fetched page by page; in {@link ChangingListTest} it changes meanwhile. */
final class PagesTest {
  private static final int PAGE_SIZE = 150;

  private final FakeIntercom intercom = new FakeIntercom();
  private List<Integer> all = List.of();
  private int pageSize = PAGE_SIZE;

  @AfterEach
  void close() {
    intercom.close();
  }

  /** Intercom's response, with the newest object first. */
  private MockResponse.Builder page(RecordedRequest request) {
    int page = Integer.parseInt(String.valueOf(request.getUrl().queryParameter("page")));
    assertThat(request.getUrl().queryParameter("per_page")).isEqualTo("" + pageSize);
    int total = (all.size() + pageSize - 1) / pageSize;
    String data =
        all
            .subList(
                Math.min(all.size(), (page - 1) * pageSize), Math.min(all.size(), page * pageSize))
            .stream()
            .map(id -> "{\"id\":\"" + id + "\",\"custom_attributes\":{\"n\":" + id + "}}")
            .collect(Collectors.joining(","));
    // The URL is that of the page itself: following it would never end.
    String json =
        "{\"type\":\"list\",\"total_count\":%d,\"pages\":{\"page\":%d,\"per_page\":150,\"total_pages\":%d,\"next\":\"%s\"},\"data\":[%s]}"
            .formatted(all.size(), page, total, request.getUrl(), data);
    return FakeIntercom.json(200, json);
  }

  private ObjectList<Attributes> list(int count) {
    all = IntStream.range(0, count).mapToObj(i -> count - i).toList();
    intercom.respondBy(this::page);
    return intercom.orders().list();
  }

  private static List<Integer> ids(Iterable<CustomObject<Attributes>> objects) {
    List<Integer> ids = new ArrayList<>();
    objects.forEach(object -> ids.add(Integer.valueOf(object.getId())));
    return ids;
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "149, 1", "150, 1", "151, 2", "300, 2", "301, 3"})
  void everyObjectIsListedOnceInPageOrderWithOneCallPerPage(int count, int pages) {
    ObjectList<Attributes> list = list(count);
    assertThat(ids(list)).isEqualTo(all);
    assertThat(intercom.requestCount()).isEqualTo(pages);
    assertThat(list.stream().map(object -> Integer.valueOf(object.getId())).toList())
        .isEqualTo(all);
    assertThat(list.ids().stream().map(Integer::valueOf).toList()).isEqualTo(all);
    List<ObjectList.Page<Attributes>> fetched = list.pages().toList();
    assertThat(intercom.requestCount()).isEqualTo(4 * pages);
    assertThat(fetched).hasSize(pages);
    for (int i = 0; i < pages; i++) {
      assertThat(fetched.get(i).getNumber()).isEqualTo(i + 1);
      assertThat(fetched.get(i).getTotalCount()).isEqualTo(count);
      assertThat(fetched.get(i).getTotalPages()).isEqualTo(count == 0 ? 0 : pages);
      assertThat(fetched.get(i).getObjects()).hasSize(Math.min(PAGE_SIZE, count - i * PAGE_SIZE));
    }
    for (int i = 0; i < 4 * pages; i++) {
      assertThat(intercom.request().getTarget())
          .isEqualTo("/custom_object_instances/Order?page=" + (i % pages + 1) + "&per_page=150");
    }
  }

  @Test
  void theMaximumNumberOfObjectsIsListedOnceEach() {
    ObjectList<Attributes> list = list(100_000);
    assertThat(new HashSet<>(list.ids())).hasSize(100_000);
    assertThat(intercom.requestCount()).isEqualTo(667);
  }

  @Test
  void theFirstPageTakesOneCallAndHasTheTotals() {
    ObjectList<Attributes> list = list(1000);
    ObjectList.Page<Attributes> first = list.pages().findFirst().orElseThrow();
    assertThat(first.getTotalCount()).isEqualTo(1000);
    assertThat(first.getTotalPages()).isEqualTo(7);
    assertThat(first).hasToString("page 1 of 7 with 150 objects");
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 25", "3, 25", "5, 25", "5, 24", "6, 25", "100, 1"})
  void onePageOfAnySizeTakesOneCallAndHasTheTotals(int number, int size) {
    all = IntStream.range(0, 120).mapToObj(i -> 120 - i).toList();
    pageSize = size;
    intercom.respondBy(this::page);
    ObjectList.Page<Attributes> page = intercom.orders().list().page(number, size);
    int from = Math.min(120, (number - 1) * size);
    assertThat(ids(page.getObjects())).isEqualTo(all.subList(from, Math.min(120, from + size)));
    assertThat(page.getNumber()).isEqualTo(number);
    assertThat(page.getTotalCount()).isEqualTo(120);
    assertThat(page.getTotalPages()).isEqualTo((120 + size - 1) / size);
    assertThat(intercom.requestCount()).isEqualTo(1);
    intercom.request(
        "GET /custom_object_instances/Order?page=%s&per_page=%s".formatted(number, size));
  }

  @Test
  void aPageHas150ObjectsByDefault() {
    ObjectList<Attributes> list = list(301);
    assertThat(list.page(3).getObjects()).hasSize(1);
    assertThat(intercom.request().getTarget()).endsWith("?page=3&per_page=150");
  }

  @Test
  void aPageBeyondTheEndIsEmptyIfTheServerReturnsItsLastInstead() {
    intercom.enqueue(
        200,
        "{\"total_count\":160,\"pages\":{\"page\":2,\"total_pages\":2},\"data\":[{\"id\":\"1\"}]}");
    ObjectList.Page<Attributes> page = intercom.orders().list().page(9);
    assertThat(page).hasToString("page 9 of 2 with 0 objects");
    assertThat(page.getTotalCount()).isEqualTo(160);
  }

  @Test
  void aPageOfAnUnknownContactIsAnError() {
    intercom.enqueue(200, page(1, 0, ""));
    intercom.enqueueError(404, "not_found", "User Not Found");
    ObjectList<Attributes> list = intercom.orders().list(Parent.contact("customer-8"));
    assertThatThrownBy(() -> list.page(1)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void aPageBeyondTheEndOfTheListOfAContactTakesOneCall() {
    intercom.enqueue(
        200, "{\"total_count\":160,\"pages\":{\"page\":9,\"total_pages\":2},\"data\":[]}");
    assertThat(intercom.orders().list(Parent.contact("customer-8")).page(9).getObjects()).isEmpty();
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void numbersAndSizesOfPagesAreChecked() {
    ObjectList<Attributes> list = intercom.orders().list();
    assertThatThrownBy(() -> list.page(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the number of a page must be 1 or more, was 0");
    assertThatThrownBy(() -> list.page(1, 0))
        .hasMessage("the size of a page must be from 1 to 150, was 0");
    assertThatThrownBy(() -> list.page(1, 151))
        .hasMessage("the size of a page must be from 1 to 150, was 151");
    assertThat(intercom.requestCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "150, 1", "151, 2", "300, 2"})
  void noPageIsFetchedBeforeItIsNeeded(int taken, int calls) {
    ObjectList<Attributes> list = list(400);
    Iterator<CustomObject<Attributes>> objects = list.iterator();
    list.stream();
    list.pages();
    for (int i = 0; i < taken; i++) {
      objects.next();
    }
    assertThat(intercom.requestCount()).isEqualTo(calls);
  }

  private static String page(String pages, String data) {
    return "{\"type\":\"list\",\"pages\":" + pages + ",\"data\":[" + data + "]}";
  }

  @Test
  void aNextUrlElsewhereIsNotFollowed() {
    try (FakeIntercom elsewhere = new FakeIntercom()) {
      String next = elsewhere.baseUrl() + "custom_object_instances/Order?page=2";
      for (int page = 1; page <= 2; page++) {
        intercom.enqueue(
            200,
            page(
                "{\"page\":" + page + ",\"total_pages\":2,\"next\":\"" + next + "\"}",
                "{\"id\":\"" + page + "\"}"));
      }
      assertThat(intercom.orders().list().ids()).containsExactly("1", "2");
      assertThat(elsewhere.requestCount()).isZero();
    }
  }

  @Test
  void missingTotalsAreNull() {
    intercom.enqueue(200, "{\"data\":[]}");
    ObjectList.Page<Attributes> page = intercom.orders().list().pages().findFirst().orElseThrow();
    assertThat(page.getTotalCount()).isNull();
    assertThat(page.getTotalPages()).isNull();
    assertThat(page.getObjects()).isEmpty();
    assertThat(page).hasToString("page 1 with 0 objects");
  }

  @Test
  void aTotalThatGrowsWithEveryEmptyPageIsNotFollowedForever() {
    intercom.respondBy(
        request -> {
          int page = Integer.parseInt(String.valueOf(request.getUrl().queryParameter("page")));
          return FakeIntercom.json(200, page(page, page + 1, ""));
        });
    assertThat(intercom.orders().list().ids()).isEmpty();
    assertThat(intercom.requestCount()).isEqualTo(100);
  }

  @Test
  void theObjectsOfAPageAreUnmodifiable() {
    List<CustomObject<Attributes>> objects = list(1).pages().findFirst().orElseThrow().getObjects();
    assertThatThrownBy(objects::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  /** Three pages, each after a failure with a wait of six seconds. */
  private void threeSlowPages() {
    for (int page = 1; page <= 3; page++) {
      intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", "6"));
      intercom.enqueue(200, page(page, 3, "{\"id\":\"" + page + "\"}"));
    }
  }

  @Test
  void eachPageHasItsOwnTimeout() {
    threeSlowPages();
    ObjectList<Attributes> list =
        intercom
            .builder()
            .totalTimeout(Duration.ofSeconds(9))
            .build()
            .customObjects(ObjectType.untyped("Order"))
            .list();
    assertThat(list.ids()).containsExactly("1", "2", "3");
  }

  @Test
  void pagesWithinAnotherCallShareItsTimeout() {
    threeSlowPages();
    ObjectList<Attributes> list = intercom.orders().list();
    Deadline shared = Deadline.in(Duration.ofSeconds(9), intercom.timing);
    assertThatThrownBy(() -> list.ids(shared))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.getStatus()).isEqualTo(503));
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(6));
  }

  private static String page(int page, int total, String data) {
    return page("{\"page\":" + page + ",\"total_pages\":" + total + "}", data);
  }

  @Test
  void anEmptyPageBeforeTheLastIsSkippedAndAGrowingTotalIsFollowed() {
    intercom.enqueue(200, page(1, 2, ""));
    intercom.enqueue(200, page(2, 3, "{\"id\":\"1\"}"));
    intercom.enqueue(200, page(3, 3, "{\"id\":\"2\"}"));
    assertThat(intercom.orders().list().ids()).containsExactly("1", "2");
  }

  @Test
  void aTotalThatShrinksEndsTheList() {
    intercom.enqueue(200, page(1, 5, "{\"id\":\"1\"}"));
    intercom.enqueue(200, page(2, 2, "{\"id\":\"2\"}"));
    assertThat(intercom.orders().list().ids()).containsExactly("1", "2");
  }

  @Test
  void aListThatBecameShorterThanTheRequestedPageEnds() {
    intercom.enqueue(200, page(1, 2, "{\"id\":\"1\"}"));
    intercom.enqueue(200, page(1, 1, "{\"id\":\"1\"}"));
    assertThat(intercom.orders().list().ids()).containsExactly("1");
  }

  @Test
  void withoutATotalAnEmptyPageIsTheLast() {
    intercom.enqueue(200, "{\"data\":[{\"id\":\"1\"}]}");
    intercom.enqueue(200, "{\"data\":[]}");
    assertThat(intercom.orders().list().ids()).containsExactly("1");
  }

  @Test
  void aServerThatRepeatsTheFirstPageIsDetected() {
    intercom.enqueue(200, page(1, 3, "{\"id\":\"1\"}"));
    intercom.enqueue(200, page(1, 3, "{\"id\":\"1\"}"));
    assertThatThrownBy(() -> intercom.orders().list().ids())
        .isInstanceOf(DecodingException.class)
        .hasMessage("requested page 2 of Order and received page 1");
  }

  @Test
  void aServerThatIgnoresThePageAndReturnsNoneIsDetected() {
    intercom.enqueue(200, "{\"data\":[{\"id\":\"1\"}]}");
    intercom.enqueue(200, "{\"data\":[{\"id\":\"1\"}]}");
    assertThatThrownBy(() -> intercom.orders().list().ids())
        .isInstanceOf(DecodingException.class)
        .hasMessage("requested page 2 of Order and received page 1");
  }

  @Test
  void aServerThatRepeatsItsLastPageUnderTheRequestedNumberIsDetectedWithoutATotal() {
    intercom.respondBy(
        request -> {
          int page = Integer.parseInt(String.valueOf(request.getUrl().queryParameter("page")));
          int id = Math.min(page, 3);
          return intercom.requestCount() > 20
              ? FakeIntercom.json(200, page("{\"page\":" + page + "}", ""))
              : FakeIntercom.json(200, page("{\"page\":" + page + "}", "{\"id\":\"" + id + "\"}"));
        });
    assertThatThrownBy(() -> intercom.orders().list().ids())
        .isInstanceOf(DecodingException.class)
        .hasMessage("requested page 4 of Order and received page 3");
  }

  @Test
  void aServerThatSendsTheTotalAndNotThePageAndRepeatsAPageIsDetected() {
    String total = "{\"total_pages\":3}";
    intercom.enqueue(200, page(total, "{\"id\":\"1\"}"));
    intercom.enqueue(200, page(total, "{\"id\":\"1\"}"));
    assertThatThrownBy(() -> intercom.orders().list().ids())
        .isInstanceOf(DecodingException.class)
        .hasMessage("requested page 2 of Order and received page 1");
  }

  @Test
  void aConversationIsAFilter() {
    intercom.enqueue(200, page(1, 1, ""));
    assertThat(intercom.orders().list(Parent.conversation("646")).ids()).isEmpty();
    assertThat(intercom.request().getTarget())
        .isEqualTo(
            "/custom_object_instances/Order?references_conversation_id=646&page=1&per_page=150");
  }
}
