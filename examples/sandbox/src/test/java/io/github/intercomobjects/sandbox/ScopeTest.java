package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
  private static final String NEEDS_CONTACTS =
      "The access token needs one of the scopes read_write_users, read_users_companies,"
          + " write_users_companies";

  @AutoClose
  private final Sandbox sandbox =
      Sandbox.start(
          Shops.shop()
              .limitedToken("reader", "read_conversations", "read_users_companies")
              .limitedToken("writer", "write_conversations")
              .limitedToken("eraser", "delete_conversations_and_metrics")
              .limitedToken("nothing")
              .build());

  private final Workspace workspace = sandbox.getWorkspace();
  private final Http all = new Http(sandbox);
  private final String zoe = workspace.addContact("customer-7", null, null).getId();

  @Test
  void theMainTokenMayDoEverything() {
    all.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    all.delete("/contacts/" + zoe).ok();
  }

  @Test
  void anyOneOfTheScopesIsEnough() {
    Http reader = all.withAuthorization("Bearer reader");
    reader.get("/contacts/" + zoe).ok();
    reader.get(Shops.ORDERS).ok();
  }

  @Test
  void aTokenWithoutTheScopeIs403WithItsName() {
    Http reader = all.withAuthorization("Bearer reader");
    reader
        .post(Shops.ORDERS, Shops.order("ORDER-1"))
        .rejected(
            403,
            "forbidden",
            "The access token lacks the scope read_write_custom_object_instances");
    reader
        .put("/contacts/" + zoe, "{}")
        .rejected(
            403,
            "forbidden",
            "The access token needs one of the scopes read_write_users, write_users_companies");
  }

  @Test
  void operationsWithoutAScopeAreOpenToEveryToken() {
    all.withAuthorization("Bearer nothing").get("/me").ok();
  }

  @Test
  void aDeletionWithMetricsNeedsItsOwnScopeSince216() {
    String first = "/conversations/" + workspace.addConversation().getId();
    Http writer = all.withAuthorization("Bearer writer");
    writer
        .delete(first + "?retain_metrics=false")
        .rejected(
            403, "forbidden", "The access token lacks the scope delete_conversations_and_metrics");
    all.withAuthorization("Bearer eraser").delete(first + "?retain_metrics=false").ok();

    String second = "/conversations/" + workspace.addConversation().getId();
    writer.withVersion("2.15").delete(second + "?retain_metrics=false").ok();
  }

  @Test
  void theRateLimitIsCheckedBeforeTheScopes() {
    try (Sandbox small =
        Sandbox.builder()
            .workspace(
                Workspace.builder()
                    .limitedToken("nothing")
                    .rateLimit(1, Duration.ofSeconds(10))
                    .build())
            .clock(new SettableClock("2026-09-01T10:00:00Z"))
            .start()) {
      Http nothing = new Http(small).withAuthorization("Bearer nothing");
      nothing.get("/contacts").rejected(403, "forbidden", NEEDS_CONTACTS);
      nothing
          .get("/contacts")
          .rejected(429, "rate_limit_exceeded", "Exceeded rate limit of 1 in 10_seconds");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "read_conversation, read_conversations",
    "read-conversations, read_conversations",
    "Read_Conversations, read_conversations",
    "raed_write_users, read_write_users",
    "read_write_custom_objects_instances, read_write_custom_object_instances",
  })
  void aMistypedScopeIsRejected(String scope, String meant) {
    Workspace.Builder builder = Workspace.builder();
    assertThatThrownBy(() -> builder.limitedToken("t", scope))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The scope '"
                + scope
                + "' looks like a mistyped "
                + meant
                + "; the sandbox knows [delete_conversations_and_metrics, read_conversations,"
                + " read_users_companies, read_write_custom_object_instances, read_write_users,"
                + " write_conversations, write_users_companies]");
  }

  @Test
  void aScopeThatNoOperationRequiresIsAccepted() {
    Workspace other = Workspace.builder().limitedToken("tags", "read_tags", "read_users").build();
    try (Sandbox second = Sandbox.start(other)) {
      Http tags = new Http(second).withAuthorization("Bearer tags");
      tags.get("/me").ok();
      tags.get("/contacts").rejected(403, "forbidden", NEEDS_CONTACTS);
    }
  }

  @Test
  void aTokenIsDefinedOnce() {
    Workspace.Builder builder = Workspace.builder().limitedToken("t", "read_conversations");
    assertThatThrownBy(() -> builder.limitedToken("t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A limited token is defined twice");
    builder.token("t");
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The token with every permission is also defined as a limited one");
  }
}
