package io.github.intercomobjects.benchmarks;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import com.squareup.moshi.Types;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Moshi with reflection on classes. It reads the numbers of a map as doubles, which are inexact,
 * but cheaper.
 */
@SuppressWarnings("unused") // Fields are read and written by reflection.
final class MoshiJson implements JsonContender {
  static final class Page<A> {
    String type = "";
    Pages pages = new Pages();

    @Json(name = "total_count")
    long totalCount;

    List<Instance<A>> data = List.of();
  }

  static final class Pages {
    String type = "";
    int page;

    @Json(name = "per_page")
    int perPage;

    @Json(name = "total_pages")
    int totalPages;
  }

  static final class Instance<A> {
    String id = "";
    String type = "";

    @Json(name = "external_id")
    String externalId = "";

    @Json(name = "external_created_at")
    Instant externalCreatedAt = Instant.EPOCH;

    @Json(name = "external_updated_at")
    Instant externalUpdatedAt = Instant.EPOCH;

    @Json(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Json(name = "updated_at")
    Instant updatedAt = Instant.EPOCH;

    @Json(name = "custom_attributes")
    @Nullable A customAttributes;
  }

  /** Attributes of a request, with a contact id, or of a response, with a list of contacts. */
  static final class Attributes<C> {
    String status = "";

    @Json(name = "total_amount")
    BigDecimal totalAmount = BigDecimal.ZERO;

    long parcels;
    boolean gift;

    @Json(name = "placed_at")
    Instant placedAt = Instant.EPOCH;

    String coupon = "";
    String note = "";
    @Nullable C customer;
  }

  static final class Contacts {
    String type = "";
    List<Contact> instances = List.of();
  }

  static final class Contact {
    String type = "";
    String id = "";

    @Json(name = "external_id")
    String externalId = "";
  }

  static final class Upsert {
    @Json(name = "external_id")
    String externalId = "";

    @Json(name = "external_created_at")
    Instant externalCreatedAt = Instant.EPOCH;

    @Json(name = "external_updated_at")
    Instant externalUpdatedAt = Instant.EPOCH;

    @Json(name = "custom_attributes")
    Attributes<String> customAttributes = new Attributes<>();
  }

  private static final class Seconds extends JsonAdapter<Instant> {
    @Override
    public Instant fromJson(JsonReader reader) throws IOException {
      return Instant.ofEpochSecond(reader.nextLong());
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable Instant value) throws IOException {
      writer.value(Objects.requireNonNull(value).getEpochSecond());
    }
  }

  private static final class Decimals extends JsonAdapter<BigDecimal> {
    @Override
    public BigDecimal fromJson(JsonReader reader) throws IOException {
      return new BigDecimal(reader.nextString());
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable BigDecimal value) throws IOException {
      writer.value(value);
    }
  }

  private final OkHttpClient pages = CannedClient.respondingWith(Samples.page());
  private final OkHttpClient upserts = CannedClient.respondingWith(Samples.instance(1));
  private final JsonAdapter<Upsert> upsert;
  private final JsonAdapter<Page<Map<String, Object>>> page;
  private final JsonAdapter<Page<Attributes<Contacts>>> pageOfOrders;
  private final JsonAdapter<Instance<Map<String, Object>>> instance;
  private final Upsert order = order(Samples.order(1));

  MoshiJson() {
    Moshi moshi =
        new Moshi.Builder()
            .add(Instant.class, new Seconds())
            .add(BigDecimal.class, new Decimals())
            .build();
    var map = Types.newParameterizedType(Map.class, String.class, Object.class);
    var attributes =
        Types.newParameterizedTypeWithOwner(MoshiJson.class, Attributes.class, Contacts.class);
    this.upsert = moshi.adapter(Upsert.class);
    this.page =
        moshi.adapter(Types.newParameterizedTypeWithOwner(MoshiJson.class, Page.class, map));
    this.pageOfOrders =
        moshi.adapter(Types.newParameterizedTypeWithOwner(MoshiJson.class, Page.class, attributes));
    this.instance =
        moshi.adapter(Types.newParameterizedTypeWithOwner(MoshiJson.class, Instance.class, map));
  }

  @Override
  public Page<Map<String, Object>> readPage() throws IOException {
    return Objects.requireNonNull(page.fromJson(CannedClient.call(pages).source()));
  }

  @Override
  public Page<Attributes<Contacts>> readOrders() throws IOException {
    return Objects.requireNonNull(pageOfOrders.fromJson(CannedClient.call(pages).source()));
  }

  @Override
  public Instance<Map<String, Object>> upsert() throws IOException {
    return Objects.requireNonNull(
        instance.fromJson(CannedClient.call(upserts, written()).source()));
  }

  byte[] written() throws IOException {
    Buffer json = new Buffer();
    upsert.toJson(json, order);
    return json.readByteArray();
  }

  private static Upsert order(Order order) {
    Upsert upsert = new Upsert();
    upsert.externalId = order.number();
    upsert.externalCreatedAt = order.createdAt();
    upsert.externalUpdatedAt = order.updatedAt();
    Attributes<String> attributes = upsert.customAttributes;
    attributes.status = order.status();
    attributes.totalAmount = order.totalAmount();
    attributes.parcels = order.parcels();
    attributes.gift = order.gift();
    attributes.placedAt = order.placedAt();
    attributes.coupon = order.coupon();
    attributes.note = order.note();
    attributes.customer = order.customer().getIds().get(0);
    return upsert;
  }
}
