package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

final class HttpClientsTest {
  @Test
  void callsOneAfterTheOtherUseTheSameConnections() {
    HttpClients http = new HttpClients(null);
    for (int i = 0; i < 1000; i++) {
      HttpClients.Pooled one = http.enter();
      assertThat(one.client()).isSameAs(http.first());
      one.leave();
    }
  }

  @Test
  void eachCallLeavesItsConnectionToTheNext() throws Exception {
    try (FakeIntercom intercom = new FakeIntercom()) {
      CustomObjects<Attributes> orders = intercom.orders();
      for (int i = 0; i < 200; i++) {
        intercom.enqueue(200, FakeIntercom.ORDER_22);
        assertThat(orders.findById("22")).isPresent();
        assertThat(intercom.request().getConnectionIndex()).isZero();
      }
    }
  }

  @Test
  void thousandsOfCallsInFlightAreSpreadOverManyPools() {
    HttpClients http = new HttpClients(null);
    Set<ConnectionPool> pools = new HashSet<>();
    for (int i = 0; i < 6000; i++) {
      OkHttpClient client = http.enter().client();
      assertThat(client.dispatcher()).isSameAs(http.first().dispatcher());
      assertThat(client.socketFactory()).isSameAs(http.first().socketFactory());
      assertThat(client.networkInterceptors()).isEqualTo(http.first().networkInterceptors());
      pools.add(client.connectionPool());
    }
    assertThat(pools).hasSize(47);
  }

  @Test
  void aCallThatEndsMakesRoomForTheNext() {
    HttpClients http = new HttpClients(null);
    HttpClients.Pooled first = http.enter();
    for (int i = 1; i < 200; i++) {
      assertThat(http.enter()).isNotNull();
    }
    first.leave();
    assertThat(http.enter()).isSameAs(first);
    assertThat(http.enter()).isNotSameAs(first);
  }

  @Test
  void theConnectionsOfAUsersClientAreLeftToIt() {
    OkHttpClient users = new OkHttpClient();
    HttpClients http = new HttpClients(users);
    for (int i = 0; i < 1000; i++) {
      assertThat(http.enter().client().connectionPool()).isSameAs(users.connectionPool());
    }
  }
}
