package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.sandbox.MissAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Misses in every version, in each form in which Intercom may report them. */
final class MissesTest {
  static Stream<Arguments> missAnswers() {
    return Arrays.stream(MissAnswer.values())
        .flatMap(
            missAnswer ->
                Stream.of("2.13", "2.14", "2.15", "2.16", "Preview")
                    .map(version -> Arguments.of(missAnswer, version)));
  }

  @ParameterizedTest
  @MethodSource("missAnswers")
  void aMissingObjectIsAbsentAndAnUnknownTypeIsAnError(MissAnswer missAnswer, String version) {
    try (Shop shop = new Shop(Shop.definition().missAnswer(missAnswer))) {
      Intercom client = shop.intercom.client().withVersion(ApiVersion.of(version));
      CustomObjects<Attributes> orders = client.customObjects(ObjectType.untyped("Order"));
      assertThat(orders.findByExternalId("ORDER-9")).isEmpty();
      assertThat(orders.findById("9")).isEmpty();
      // The exception has the status of the response, which may be 200.
      int status =
          missAnswer == MissAnswer.FOUND_FALSE
                  || (missAnswer == MissAnswer.BY_VERSION
                      && ApiVersion.of(version).compareTo(ApiVersion.V2_16) >= 0)
              ? 200
              : 404;
      assertNotFound(() -> orders.getByExternalId("ORDER-9"), status);
      assertNotFound(() -> orders.getById("9"), status);
      assertThat(orders.deleteByExternalId("ORDER-9")).isFalse();
      assertThat(orders.deleteById("9")).isFalse();
      assertThat(orders.findByExternalId("ORDER-1")).isPresent();
      assertThat(orders.deleteById(Shop.FIRST)).isTrue();
      assertThat(orders.findByExternalId("ORDER-1")).isEmpty();

      // Type names are case-sensitive.
      CustomObjects<Attributes> unknown = client.customObjects(ObjectType.untyped("order"));
      List<ThrowingCallable> calls =
          List.of(
              () -> unknown.findByExternalId("ORDER-2"),
              () -> unknown.findById(Shop.SECOND),
              () -> unknown.deleteByExternalId("ORDER-2"),
              () -> unknown.deleteById(Shop.SECOND),
              () -> unknown.upsert("ORDER-2", Attributes.builder().build()));
      for (ThrowingCallable call : calls) {
        assertNotFound(call, 404)
            .hasMessageStartingWith(
                "Intercom returned 404 not_found: Custom object type `order` not found; check its"
                    + " identifier under Settings > Data > Custom objects, which does not follow"
                    + " the label (");
      }
      assertThat(shop.intercom.workspace().getInstances("Order")).hasSize(1);
    }
  }

  private static AbstractThrowableAssert<?, ?> assertNotFound(ThrowingCallable call, int status) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            NotFoundException.class,
            e -> {
              assertThat(e.getStatus()).isEqualTo(status);
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e.getAttempts()).isEqualTo(1);
            });
  }
}
