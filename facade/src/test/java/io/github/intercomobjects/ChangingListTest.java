package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of 310 objects, some of which are created and deleted while the list is read. */
final class ChangingListTest {
  private static final int COUNT = 310;
  private static final Attributes NOTHING = Attributes.builder().build();

  /** Filled once, because that is slow; each test restores it. */
  private static final Workspace WORKSPACE = filled();

  private final SandboxIntercom intercom = new SandboxIntercom(WORKSPACE);
  private final CustomObjects<Attributes> orders = intercom.orders();

  private static Workspace filled() {
    Workspace workspace =
        Workspace.builder()
            .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
            .build();
    try (SandboxIntercom filling = new SandboxIntercom(workspace)) {
      create(filling.orders(), COUNT);
    }
    return workspace;
  }

  @AfterEach
  void close() {
    intercom.reset();
    intercom.close();
  }

  private static void create(CustomObjects<Attributes> orders, int count) {
    for (int i = 0; i < count; i++) {
      orders.create(NOTHING);
    }
  }

  private static List<String> stored() {
    return WORKSPACE.getInstances("Order").stream().map(StoredInstance::getId).toList();
  }

  /** Returns everything in the list, and runs an action after this many objects. */
  private List<String> read(int before, Runnable meanwhile) {
    List<String> given = new ArrayList<>();
    for (CustomObject<Attributes> one : orders.list()) {
      given.add(one.getId());
      if (given.size() == before) {
        meanwhile.run();
      }
    }
    return given;
  }

  private long pages() {
    return intercom.calls().stream().filter(call -> call.startsWith("GET ")).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 149, 150, 151})
  void objectsAreReturnedOnceWhileOthersAreCreated(int created) {
    List<String> old = stored();
    List<String> given = read(20, () -> create(orders, created));
    assertThat(given).doesNotHaveDuplicates().containsAll(old);
    assertThat(pages()).isEqualTo(1 + (COUNT + created - 1) / 150);
  }

  @Test
  void noObjectIsReturnedTwiceWhileOthersAreDeleted() {
    List<String> newest = orders.list().ids().subList(0, 20);
    intercom.reset();
    List<String> given = read(150, () -> newest.forEach(orders::deleteById));
    // Twenty that moved to the first page, which was read before, are skipped.
    assertThat(given).hasSize(COUNT - 20).doesNotHaveDuplicates();
    assertThat(pages()).isEqualTo(2);
    assertThat(stored()).hasSize(COUNT - 20);
  }

  @Test
  void theListEndsIfAllObjectsAreDeleted() {
    List<String> all = stored();
    assertThat(read(150, () -> all.forEach(orders::deleteById))).hasSize(150);
    assertThat(pages()).isEqualTo(2);
  }

  @Test
  void collectingTheIdsFirstDeletesAll() {
    orders.list().ids().forEach(id -> assertThat(orders.deleteById(id)).isTrue());
    assertThat(stored()).isEmpty();
    assertThat(pages()).isEqualTo(3);
  }

  @Test
  void deletingWhileListingLeavesSome() {
    orders.list().forEach(one -> orders.deleteById(one.getId()));
    // As the documentation warns, the second page now starts where the third started.
    assertThat(stored()).hasSize(150);
  }

  @Test
  void eachPageHasTheTotalsOfItsTime() {
    List<Long> totals = new ArrayList<>();
    orders
        .list()
        .pages()
        .forEach(
            page -> {
              totals.add(page.getTotalCount());
              if (page.getNumber() == 1) {
                create(orders, 10);
              }
            });
    assertThat(totals).containsExactly(310L, 320L, 320L);
  }

  @Test
  void aFailedPageIsRequestedAgainWithoutDuplicates() {
    intercom.faults().onAny().after(1).times(1).fail(Fault.status(403));
    Iterator<CustomObject<Attributes>> objects = orders.list().iterator();
    List<String> given = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      given.add(objects.next().getId());
    }
    assertThatThrownBy(objects::hasNext).isInstanceOf(PermissionException.class);
    objects.forEachRemaining(one -> given.add(one.getId()));
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(stored());
    assertThat(pages()).isEqualTo(4);
  }

  @Test
  void eachIterationStartsAtTheFirstPage() {
    ObjectList<Attributes> list = orders.list();
    assertThat(list.ids()).hasSize(COUNT);
    String created = orders.create(NOTHING).getId();
    assertThat(list.ids()).hasSize(COUNT + 1).startsWith(created);
  }
}
