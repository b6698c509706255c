package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.ShopOperations.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation in every version: the library rejects what the workspace would reject. */
final class VersionTableTest {
  /** Operations that read first, and do not write a set that no list proves. */
  private static final Set<String> PROVEN_BY_LISTS = Set.of("add", "add on conversation", "remove");

  @ParameterizedTest
  @ValueSource(strings = {"2.12", "2.13", "2.14", "2.15", "2.16", "2.17", "Preview"})
  void theLibraryRejectsWhatTheWorkspaceWouldReject(String version) {
    try (Shop shop = new Shop(Shop.definition().defaultVersion(version))) {
      List<String> before = shop.state();
      Intercom pinned = shop.intercom.client().withVersion(ApiVersion.of(version));
      Intercom unpinned = shop.intercom.builder().withoutApiVersion().build();
      for (Operation operation : ShopOperations.all().toList()) {
        String name = operation.name() + " in " + version;
        IntercomException heldBack = failure(shop, pinned, operation);
        int requests = shop.intercom.calls().size();
        List<String> after = shop.state();
        if (PROVEN_BY_LISTS.contains(operation.name())) {
          assertThat(heldBack == null).as(name).isEqualTo(isListed(version));
          continue;
        }
        IntercomException failure = failure(shop, unpinned, operation);
        assertThat(shop.state()).as(name).isEqualTo(after);
        if (heldBack == null) {
          assertThat(failure).as(name).isNull();
        } else {
          assertThat(heldBack).as(name).isInstanceOf(UnsupportedVersionException.class);
          assertThat(requests).as(name).isZero();
          assertThat(after).as(name).isEqualTo(before);
          assertThat(failure)
              .as(name)
              .isInstanceOfSatisfying(ApiException.class, e -> assertIsOfVersion(e, operation));
        }
      }
    }
  }

  private static @Nullable IntercomException failure(
      Shop shop, Intercom client, Operation operation) {
    shop.intercom.reset();
    shop.useClient(client);
    return catchThrowableOfType(IntercomException.class, () -> operation.run().apply(shop));
  }

  private static void assertIsOfVersion(ApiException e, Operation operation) {
    assertThat(e.getStatus()).isEqualTo(400);
    assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
    // From 2.13 to 2.15 the path of the list is that of a look-up, whose parameter is missing.
    assertThat(e.getErrors().get(0).getCode())
        .isEqualTo(
            operation.name().startsWith("list") && e instanceof InvalidRequestException
                ? "parameter_missing"
                : "intercom_version_invalid");
  }

  private static boolean isListed(String version) {
    return ApiVersion.of(version).compareTo(ApiVersion.V2_16) >= 0;
  }
}
