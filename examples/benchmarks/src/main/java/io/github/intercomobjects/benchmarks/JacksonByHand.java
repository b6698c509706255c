package io.github.intercomobjects.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.intercomobjects.References;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** OkHttp and Jackson's parser and generator, with each field by hand. */
final class JacksonByHand implements Contender {
  private static final JsonFactory FACTORY = new JsonFactory();

  private static final References NOBODY = References.many(List.of());

  private final Requests requests;
  private final Order order = Samples.order(1);

  JacksonByHand(String baseUrl, OkHttpClient client) {
    this.requests = new Requests(baseUrl, client);
  }

  @Override
  public Instance upsert() throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = FACTORY.createGenerator(json)) {
      write(generator);
    }
    try (Response response = requests.post(json.toByteArray());
        JsonParser parser = FACTORY.createParser(response.body().byteStream())) {
      parser.nextToken();
      return instance(parser);
    }
  }

  private void write(JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeStringField("external_id", order.number());
    generator.writeNumberField("external_created_at", order.createdAt().getEpochSecond());
    generator.writeNumberField("external_updated_at", order.updatedAt().getEpochSecond());
    generator.writeObjectFieldStart("custom_attributes");
    generator.writeStringField("status", order.status());
    generator.writeNumberField("total_amount", order.totalAmount());
    generator.writeNumberField("parcels", order.parcels());
    generator.writeBooleanField("gift", order.gift());
    generator.writeNumberField("placed_at", order.placedAt().getEpochSecond());
    generator.writeStringField("coupon", order.coupon());
    generator.writeStringField("note", order.note());
    generator.writeStringField("customer", order.customer().getIds().get(0));
    generator.writeEndObject();
    generator.writeEndObject();
  }

  @Override
  public List<Instance> readPage() throws IOException {
    return page(JacksonByHand::instance);
  }

  @Override
  public List<Order> readOrders() throws IOException {
    return page(JacksonByHand::order);
  }

  private interface Item<T> {
    T read(JsonParser parser) throws IOException;
  }

  private <T> List<T> page(Item<T> item) throws IOException {
    try (Response response = requests.get();
        JsonParser parser = FACTORY.createParser(response.body().byteStream())) {
      List<T> items = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isData = parser.currentName().equals("data");
        parser.nextToken();
        if (isData) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(item.read(parser));
          }
        } else {
          parser.skipChildren();
        }
      }
      return items;
    }
  }

  private static Instance instance(JsonParser parser) throws IOException {
    String id = "";
    String type = "";
    String externalId = "";
    long externalCreatedAt = 0;
    long externalUpdatedAt = 0;
    long createdAt = 0;
    long updatedAt = 0;
    Map<String, Object> attributes = Map.of();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "id" -> id = parser.getText();
        case "type" -> type = parser.getText();
        case "external_id" -> externalId = parser.getText();
        case "external_created_at" -> externalCreatedAt = parser.getLongValue();
        case "external_updated_at" -> externalUpdatedAt = parser.getLongValue();
        case "created_at" -> createdAt = parser.getLongValue();
        case "updated_at" -> updatedAt = parser.getLongValue();
        case "custom_attributes" -> attributes = map(parser);
        default -> parser.skipChildren();
      }
    }
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

  private static Map<String, Object> map(JsonParser parser) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      map.put(name, any(parser));
    }
    return map;
  }

  private static @Nullable Object any(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case START_OBJECT -> map(parser);
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(any(parser));
        }
        yield list;
      }
      default -> null;
    };
  }

  private static Order order(JsonParser parser) throws IOException {
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
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "external_id" -> number = parser.getText();
        case "external_created_at" -> createdAt = Instant.ofEpochSecond(parser.getLongValue());
        case "external_updated_at" -> updatedAt = Instant.ofEpochSecond(parser.getLongValue());
        case "custom_attributes" -> {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
              case "status" -> status = parser.getText();
              case "total_amount" -> totalAmount = parser.getDecimalValue();
              case "parcels" -> parcels = parser.getLongValue();
              case "gift" -> gift = parser.getBooleanValue();
              case "placed_at" -> placedAt = Instant.ofEpochSecond(parser.getLongValue());
              case "coupon" -> coupon = parser.getText();
              case "note" -> note = parser.getText();
              case "customer" -> customer = contacts(parser);
              default -> parser.skipChildren();
            }
          }
        }
        default -> parser.skipChildren();
      }
    }
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

  private static References contacts(JsonParser parser) throws IOException {
    String id = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isInstances = parser.currentName().equals("instances");
      parser.nextToken();
      if (!isInstances) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean isId = parser.currentName().equals("id");
          parser.nextToken();
          if (isId) {
            id = parser.getText();
          } else {
            parser.skipChildren();
          }
        }
      }
    }
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
