package io.github.intercomobjects.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;

/** Jackson databind with records. Its numbers are as exact as those of the library. */
final class JacksonJson implements JsonContender {
  record Page<A>(String type, Pages pages, long totalCount, List<Instance<A>> data) {}

  record Pages(String type, int page, int perPage, int totalPages) {}

  record Instance<A>(
      String id,
      String type,
      String externalId,
      Instant externalCreatedAt,
      Instant externalUpdatedAt,
      Instant createdAt,
      Instant updatedAt,
      A customAttributes) {}

  /** Attributes of a request, with a contact id, or of a response, with a list of contacts. */
  record Attributes<C>(
      String status,
      BigDecimal totalAmount,
      long parcels,
      boolean gift,
      Instant placedAt,
      String coupon,
      String note,
      C customer) {}

  record Contacts(String type, List<Contact> instances) {}

  record Contact(String type, String id, String externalId) {}

  record Upsert(
      String externalId,
      Instant externalCreatedAt,
      Instant externalUpdatedAt,
      Attributes<String> customAttributes) {}

  private static final class WriteSeconds extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1;

    WriteSeconds() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(value.getEpochSecond());
    }
  }

  private static final class ReadSeconds extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    ReadSeconds() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Instant.ofEpochSecond(in.getLongValue());
    }
  }

  private final OkHttpClient pages = CannedClient.respondingWith(Samples.page());
  private final OkHttpClient upserts = CannedClient.respondingWith(Samples.instance(1));
  private final ObjectWriter writer;
  private final ObjectReader page;
  private final ObjectReader pageOfOrders;
  private final ObjectReader instance;
  private final Upsert order = order(Samples.order(1));

  JacksonJson() {
    JsonMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .addModule(
                new SimpleModule()
                    .addSerializer(new WriteSeconds())
                    .addDeserializer(Instant.class, new ReadSeconds()))
            .build();
    TypeFactory types = mapper.getTypeFactory();
    var map = types.constructMapType(Map.class, String.class, Object.class);
    var attributes = types.constructParametricType(Attributes.class, Contacts.class);
    this.writer = mapper.writerFor(Upsert.class);
    this.page = mapper.readerFor(types.constructParametricType(Page.class, map));
    this.pageOfOrders = mapper.readerFor(types.constructParametricType(Page.class, attributes));
    this.instance = mapper.readerFor(types.constructParametricType(Instance.class, map));
  }

  @Override
  public Page<Map<String, Object>> readPage() throws IOException {
    return page.readValue(CannedClient.call(pages).bytes());
  }

  @Override
  public Page<Attributes<Contacts>> readOrders() throws IOException {
    return pageOfOrders.readValue(CannedClient.call(pages).bytes());
  }

  @Override
  public Instance<Map<String, Object>> upsert() throws IOException {
    byte[] json = writer.writeValueAsBytes(order);
    return instance.readValue(CannedClient.call(upserts, json).bytes());
  }

  byte[] written() throws IOException {
    return writer.writeValueAsBytes(order);
  }

  private static Upsert order(Order order) {
    return new Upsert(
        order.number(),
        order.createdAt(),
        order.updatedAt(),
        new Attributes<>(
            order.status(),
            order.totalAmount(),
            order.parcels(),
            order.gift(),
            order.placedAt(),
            order.coupon(),
            order.note(),
            order.customer().getIds().get(0)));
  }
}
