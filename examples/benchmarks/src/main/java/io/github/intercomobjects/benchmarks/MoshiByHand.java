package io.github.intercomobjects.benchmarks;

import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.github.intercomobjects.References;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp and Moshi's reader and writer, with each field by hand: the limit of what Moshi allows.
 */
final class MoshiByHand implements Contender {
  private static final JsonReader.Options PAGE = JsonReader.Options.of("data");

  private static final JsonReader.Options FIELDS =
      JsonReader.Options.of(
          "id",
          "type",
          "external_id",
          "external_created_at",
          "external_updated_at",
          "created_at",
          "updated_at",
          "custom_attributes");

  private static final String[] KNOWN = {
    "status",
    "total_amount",
    "parcels",
    "gift",
    "placed_at",
    "coupon",
    "note",
    "customer",
    "instances",
    "type",
    "id",
    "external_id"
  };

  private static final JsonReader.Options NAMES = JsonReader.Options.of(KNOWN);
  private static final JsonReader.Options ASSOCIATION = JsonReader.Options.of("instances");
  private static final JsonReader.Options ID = JsonReader.Options.of("id");

  private static final References NOBODY = References.many(List.of());

  private final Requests requests;
  private final Order order = Samples.order(1);

  MoshiByHand(String baseUrl, OkHttpClient client) {
    this.requests = new Requests(baseUrl, client);
  }

  @Override
  public Instance upsert() throws IOException {
    Buffer json = new Buffer();
    write(JsonWriter.of(json));
    try (Response response = requests.post(json.readByteArray())) {
      return instance(JsonReader.of(response.body().source()));
    }
  }

  private void write(JsonWriter writer) throws IOException {
    writer.beginObject();
    writer.name("external_id").value(order.number());
    writer.name("external_created_at").value(order.createdAt().getEpochSecond());
    writer.name("external_updated_at").value(order.updatedAt().getEpochSecond());
    writer.name("custom_attributes").beginObject();
    writer.name("status").value(order.status());
    writer.name("total_amount").value(order.totalAmount());
    writer.name("parcels").value(order.parcels());
    writer.name("gift").value(order.gift());
    writer.name("placed_at").value(order.placedAt().getEpochSecond());
    writer.name("coupon").value(order.coupon());
    writer.name("note").value(order.note());
    writer.name("customer").value(order.customer().getIds().get(0));
    writer.endObject().endObject();
  }

  @Override
  public List<Instance> readPage() throws IOException {
    return page(MoshiByHand::instance);
  }

  @Override
  public List<Order> readOrders() throws IOException {
    return page(MoshiByHand::order);
  }

  private interface Item<T> {
    T read(JsonReader reader) throws IOException;
  }

  private <T> List<T> page(Item<T> item) throws IOException {
    try (Response response = requests.get()) {
      JsonReader reader = JsonReader.of(response.body().source());
      List<T> items = new ArrayList<>();
      reader.beginObject();
      while (reader.hasNext()) {
        if (reader.selectName(PAGE) == 0) {
          reader.beginArray();
          while (reader.hasNext()) {
            items.add(item.read(reader));
          }
          reader.endArray();
        } else {
          reader.skipName();
          reader.skipValue();
        }
      }
      reader.endObject();
      return items;
    }
  }

  private static Instance instance(JsonReader reader) throws IOException {
    String id = "";
    String type = "";
    String externalId = "";
    long externalCreatedAt = 0;
    long externalUpdatedAt = 0;
    long createdAt = 0;
    long updatedAt = 0;
    Map<String, Object> attributes = Map.of();
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.selectName(FIELDS)) {
        case 0 -> id = reader.nextString();
        case 1 -> type = reader.nextString();
        case 2 -> externalId = reader.nextString();
        case 3 -> externalCreatedAt = reader.nextLong();
        case 4 -> externalUpdatedAt = reader.nextLong();
        case 5 -> createdAt = reader.nextLong();
        case 6 -> updatedAt = reader.nextLong();
        case 7 -> attributes = map(reader);
        default -> {
          reader.skipName();
          reader.skipValue();
        }
      }
    }
    reader.endObject();
    return new Instance(
        id,
        type,
        externalId,
        externalCreatedAt,
        externalUpdatedAt,
        createdAt,
        updatedAt,
        attributes);
  }

  private static Map<String, Object> map(JsonReader reader) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      int index = reader.selectName(NAMES);
      map.put(index < 0 ? reader.nextName() : KNOWN[index], any(reader));
    }
    reader.endObject();
    return map;
  }

  /** Reads a value with the exact number, as the library does. */
  private static @Nullable Object any(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case STRING -> reader.nextString();
      case BOOLEAN -> reader.nextBoolean();
      case NUMBER -> {
        String text = reader.nextString();
        if (text.indexOf('.') < 0) {
          yield Long.valueOf(text);
        }
        yield new BigDecimal(text);
      }
      case BEGIN_OBJECT -> map(reader);
      case BEGIN_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          list.add(any(reader));
        }
        reader.endArray();
        yield list;
      }
      default -> reader.nextNull();
    };
  }

  private static Order order(JsonReader reader) throws IOException {
    String number = "";
    Instant createdAt = Instant.EPOCH;
    Instant updatedAt = Instant.EPOCH;
    String status = "";
    BigDecimal totalAmount = BigDecimal.ZERO;
    long parcels = 0;
    boolean gift = false;
    Instant placedAt = Instant.EPOCH;
    String coupon = "";
    String note = "";
    References customer = NOBODY;
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.selectName(FIELDS)) {
        case 2 -> number = reader.nextString();
        case 3 -> createdAt = Instant.ofEpochSecond(reader.nextLong());
        case 4 -> updatedAt = Instant.ofEpochSecond(reader.nextLong());
        case 7 -> {
          reader.beginObject();
          while (reader.hasNext()) {
            switch (reader.selectName(NAMES)) {
              case 0 -> status = reader.nextString();
              case 1 -> totalAmount = new BigDecimal(reader.nextString());
              case 2 -> parcels = reader.nextLong();
              case 3 -> gift = reader.nextBoolean();
              case 4 -> placedAt = Instant.ofEpochSecond(reader.nextLong());
              case 5 -> coupon = reader.nextString();
              case 6 -> note = reader.nextString();
              case 7 -> customer = contacts(reader);
              default -> {
                reader.skipName();
                reader.skipValue();
              }
            }
          }
          reader.endObject();
        }
        case -1 -> {
          reader.skipName();
          reader.skipValue();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new Order(
        number,
        createdAt,
        updatedAt,
        status,
        totalAmount,
        parcels,
        gift,
        placedAt,
        coupon,
        note,
        customer);
  }

  private static References contacts(JsonReader reader) throws IOException {
    String id = "";
    reader.beginObject();
    while (reader.hasNext()) {
      if (reader.selectName(ASSOCIATION) == 0) {
        reader.beginArray();
        while (reader.hasNext()) {
          reader.beginObject();
          while (reader.hasNext()) {
            if (reader.selectName(ID) == 0) {
              id = reader.nextString();
            } else {
              reader.skipName();
              reader.skipValue();
            }
          }
          reader.endObject();
        }
        reader.endArray();
      } else {
        reader.skipName();
        reader.skipValue();
      }
    }
    reader.endObject();
    return References.one(id);
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Instance> instances(Object result) {
    return result instanceof Instance instance ? List.of(instance) : (List<Instance>) result;
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Order> orders(Object result) {
    return (List<Order>) result;
  }
}
