package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ContactDirectory;
import io.github.intercomobjects.ContactKey;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Region;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Several workspaces. */
final class IntercomWorkspacesTest {
  @AutoClose private final Sandbox acme = Sandbox.start();

  @AutoClose
  private final Sandbox globex =
      Sandbox.start(
          Workspace.builder()
              .token("dG9rOmdsb2JleA")
              .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
              .build());

  private static void store(Intercom intercom) {
    intercom
        .customObjects(ObjectType.untyped("Order"))
        .upsert("ORDER-1", Attributes.builder().set("status", "shipped").build())
        .orThrow();
  }

  @Test
  void eachWorkspaceHasItsClient() {
    Runners.runner()
        .withPropertyValues(
            "intercom.workspaces.acme.access-token=" + acme.getToken(),
            "intercom.workspaces.acme.base-url=" + acme.getBaseUrl(),
            "intercom.workspaces.globex.access-token=" + globex.getToken(),
            "intercom.workspaces.globex.base-url=" + globex.getBaseUrl())
        .run(
            context -> {
              IntercomWorkspaces workspaces = context.getBean(IntercomWorkspaces.class);
              assertThat(workspaces.getNames()).containsExactlyInAnyOrder("acme", "globex");
              store(workspaces.get("globex"));
              assertThat(context).doesNotHaveBean(Intercom.class);
            });

    assertThat(globex.getWorkspace().findInstance("Order", "ORDER-1")).isPresent();
    assertThat(acme.getCallCount()).isZero();
  }

  @Test
  void theyStandBesideTheClientBeanIfItHasAToken() {
    Runners.runner(acme)
        .withPropertyValues(
            "intercom.workspaces.globex.access-token=" + globex.getToken(),
            "intercom.workspaces.globex.base-url=" + globex.getBaseUrl())
        .run(
            context -> {
              store(context.getBean(Intercom.class));
              store(context.getBean(IntercomWorkspaces.class).get("globex"));
            });

    assertThat(acme.getWorkspace().findInstance("Order", "ORDER-1")).isPresent();
    assertThat(globex.getWorkspace().findInstance("Order", "ORDER-1")).isPresent();
  }

  @Test
  void aWorkspaceInheritsWhatItDoesNotSetAndNothingOfOthers() {
    Runners.runner()
        .withPropertyValues(
            "intercom.api-version=2.14",
            "intercom.region=eu",
            "intercom.workspaces.acme.access-token=secret",
            "intercom.workspaces.acme.region=au",
            "intercom.workspaces.acme.api-version=2.15",
            "intercom.workspaces.globex.access-token=other")
        .run(
            context -> {
              IntercomWorkspaces workspaces = context.getBean(IntercomWorkspaces.class);
              assertThat(workspaces.get("acme").getBaseUrl()).isEqualTo(Region.AU.getBaseUrl());
              assertThat(workspaces.get("acme").getVersion()).isEqualTo(ApiVersion.V2_15);
              assertThat(workspaces.get("globex").getBaseUrl()).isEqualTo(Region.EU.getBaseUrl());
              assertThat(workspaces.get("globex").getVersion()).isEqualTo(ApiVersion.V2_14);
            });
  }

  @Test
  void aWorkspaceThatSetsHalfOfTheCacheOfContactsInheritsTheOther() {
    for (String id : List.of("customer-1", "customer-2")) {
      acme.getWorkspace().addContact(id, null, null);
    }
    Runners.runner()
        .withPropertyValues(
            "intercom.contact-cache.contacts=1",
            "intercom.workspaces.acme.contact-cache.time-to-live=10m",
            "intercom.workspaces.acme.access-token=" + acme.getToken(),
            "intercom.workspaces.acme.base-url=" + acme.getBaseUrl())
        .run(
            context -> {
              ContactDirectory contacts =
                  context.getBean(IntercomWorkspaces.class).get("acme").contacts().directory();
              for (String id : List.of("customer-1", "customer-2", "customer-1")) {
                assertThat(contacts.find(ContactKey.externalId(id))).isPresent();
              }
            });

    // The cache of one contact had to forget the first one.
    assertThat(acme.getCalls()).hasSize(3);
  }

  /** A test that sets it must not call the real workspaces. */
  @Test
  void oneBaseUrlDirectsAllWorkspacesToASandboxWhateverTheirRegion() {
    Runners.runner()
        .withPropertyValues(
            "intercom.base-url=" + acme.getBaseUrl(),
            "intercom.workspaces.acme.access-token=secret",
            "intercom.workspaces.acme.region=eu")
        .run(
            context ->
                assertThat(context.getBean(IntercomWorkspaces.class).get("acme").getBaseUrl())
                    .isEqualTo(acme.getBaseUrl()));
  }

  @Test
  void anUnknownNameIsAnErrorThatListsTheKnownOnes() {
    Runners.runner()
        .withPropertyValues(
            "intercom.workspaces.acme.access-token=a", "intercom.workspaces.globex.access-token=b")
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(IntercomWorkspaces.class).get("acne"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                        "there is no workspace \"acne\", but [acme, globex]; set"
                            + " intercom.workspaces.acne.access-token to add it"));
    Runners.runner(acme)
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(IntercomWorkspaces.class).get("acme"))
                    .hasMessageStartingWith(
                        "there is no workspace \"acme\", but none at all; set"));
  }

  /** It must not have the token of another. */
  @Test
  void aWorkspaceWithoutATokenFailsAtTheStart() {
    Runners.runner(acme)
        .withPropertyValues(
            "intercom.workspaces.acme.access-token=a", "intercom.workspaces.globex.region=eu")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .isInstanceOf(InvalidPropertyException.class)
                    .hasMessageContaining("intercom.workspaces.globex.access-token"));
  }

  @Test
  void itsTextHasNoToken() {
    Runners.runner()
        .withPropertyValues("intercom.workspaces.acme.access-token=s3cr3t")
        .run(
            context ->
                assertThat(context.getBean(IntercomWorkspaces.class))
                    .hasToString("IntercomWorkspaces[acme]"));
  }
}
