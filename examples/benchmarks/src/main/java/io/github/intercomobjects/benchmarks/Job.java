package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The work that is measured. */
enum Job {
  /** Stores an object over HTTP. */
  UPSERT {
    @Override
    Object run(Contender contender) throws IOException {
      return contender.upsert();
    }

    @Override
    Object comparable(Contender contender, Object result) {
      return json(contender.instances(result));
    }

    @Override
    Object expected() {
      return instances(1, 2);
    }
  },

  /** Reads a page with the attributes by name, without a network. */
  PAGE {
    @Override
    Object run(Contender contender) throws IOException {
      return contender.readPage();
    }

    @Override
    Object comparable(Contender contender, Object result) {
      return json(contender.instances(result));
    }

    @Override
    Object expected() {
      return instances(0, Samples.PAGE);
    }
  },

  /** Reads a page with the attributes in the fields of a class, without a network. */
  ORDERS {
    @Override
    Object run(Contender contender) throws IOException {
      return contender.readOrders();
    }

    @Override
    Object comparable(Contender contender, Object result) {
      return contender.orders(result);
    }

    @Override
    Object expected() {
      return IntStream.range(0, Samples.PAGE).mapToObj(Samples::order).toList();
    }
  },

  /** Reads a contact from JSON. */
  CONTACT {
    @Override
    Object run(Contender contender) throws IOException {
      return contender.readContact();
    }

    @Override
    Object comparable(Contender contender, Object result) throws IOException {
      return parsed(contender.contact(result));
    }

    @Override
    Object expected() throws IOException {
      return parsed(new String(Samples.CONTACT, StandardCharsets.UTF_8));
    }
  };

  abstract Object run(Contender contender) throws IOException;

  abstract Object comparable(Contender contender, Object result) throws IOException;

  abstract Object expected() throws IOException;

  private byte[] response() {
    return this == UPSERT ? Samples.instance(1) : Samples.page();
  }

  /** Returns a client without a network that has the response to this work. */
  OkHttpClient client() {
    return CannedClient.respondingWith(response());
  }

  /**
   * Throws if a contender sends or returns anything else than the others, because figures of less
   * work cannot be compared.
   */
  void check(Peer peer) throws IOException {
    Buffer sent = new Buffer();
    Contender contender =
        peer.create(CannedClient.BASE_URL, CannedClient.respondingWith(response(), sent));
    requireEqual(peer + " returned", expected(), comparable(contender, run(contender)));
    if (this == UPSERT) {
      requireEqual(
          peer + " sent",
          parsed(new String(Samples.request(1), StandardCharsets.UTF_8)),
          parsed(sent.readUtf8()));
    }
  }

  private static void requireEqual(String what, Object expected, Object actual) {
    if (!actual.equals(expected)) {
      throw new IllegalStateException(what + " " + actual + " instead of " + expected);
    }
  }

  private static Object instances(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> expected(i)).toList();
  }

  private static Object expected(int i) {
    try {
      return parsed(new String(Samples.instance(i), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object json(List<Instance> instances) {
    return instances.stream().map(Job::json).toList();
  }

  private static Object json(Instance instance) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", instance.id());
    json.put("type", instance.type());
    json.put("external_id", instance.externalId());
    json.put("external_created_at", instance.externalCreatedAt());
    json.put("external_updated_at", instance.externalUpdatedAt());
    json.put("custom_attributes", instance.attributes());
    json.put("created_at", instance.createdAt());
    json.put("updated_at", instance.updatedAt());
    return normal(json);
  }

  private static Object parsed(String json) throws IOException {
    return normal(FreeFormJson.ADAPTER.fromJson(json));
  }

  /** Returns JSON without nulls, in which equal numbers of any class are equal. */
  private static Object normal(@Nullable Object json) {
    if (json instanceof Map<?, ?> map) {
      Map<Object, Object> normal = new LinkedHashMap<>();
      map.forEach(
          (name, value) -> {
            if (value != null) {
              normal.put(name, normal(value));
            }
          });
      return normal;
    }
    if (json instanceof List<?> list) {
      return list.stream().map(Job::normal).toList();
    }
    return json instanceof Number
        ? new BigDecimal(json.toString()).stripTrailingZeros()
        : "" + json;
  }
}
