package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Sandbox;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class WorkspacesTest {
  @AutoClose private final Sandbox acme = Sandbox.start();
  @AutoClose private final Sandbox zenith = Sandbox.start();

  @AutoClose
  private final Workspaces workspaces =
      new Workspaces(Intercom.builder().accessToken("of-no-workspace").build());

  private static Workspaces.Account account(String id, Sandbox sandbox) {
    return new Workspaces.Account(id, sandbox.getToken(), sandbox.getBaseUrl());
  }

  private static void store(Intercom intercom, String number) {
    intercom
        .customObjects(ObjectType.untyped("Order"))
        .upsert(number, Attributes.builder().set("status", "shipped").build())
        .orThrow();
  }

  @Test
  void eachAccountWritesToItsOwnWorkspace() {
    store(workspaces.client(account("acme", acme)), "ACME-1");
    store(workspaces.client(account("zenith", zenith)), "ZENITH-1");

    assertThat(acme.getWorkspace().getInstances("Order"))
        .extracting(one -> one.getExternalId())
        .containsExactly("ACME-1");
    assertThat(zenith.getWorkspace().getInstances("Order"))
        .extracting(one -> one.getExternalId())
        .containsExactly("ZENITH-1");
  }

  @Test
  void clientIsKeptUntilItsAccountIsForgotten() {
    Intercom first = workspaces.client(account("acme", acme));
    assertThat(workspaces.client(account("acme", acme))).isSameAs(first);

    workspaces.forget("acme");
    assertThat(workspaces.client(account("acme", acme))).isNotSameAs(first);
  }
}
