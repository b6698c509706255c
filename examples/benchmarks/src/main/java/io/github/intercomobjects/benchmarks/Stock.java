package io.github.intercomobjects.benchmarks;

import com.squareup.moshi.Json;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.References;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/**
 * Retrofit and Moshi as an experienced user writes them for these calls: an interface, classes that
 * Moshi reads by reflection, and maps for attributes by name, whose numbers are inexact doubles.
 */
@SuppressWarnings("unused") // Fields are read and written by reflection.
final class Stock implements Contender {
  interface Api {
    @POST("custom_object_instances/{type}")
    Call<Stored<Map<String, Object>>> upsert(@Path("type") String type, @Body Upsert upsert);

    @GET("custom_object_instances/{type}")
    Call<Page<Map<String, Object>>> list(@Path("type") String type);

    @GET("custom_object_instances/{type}")
    Call<Page<Attributes<Contacts>>> listOrders(@Path("type") String type);
  }

  static final class Page<A> {
    String type = "";
    Pages pages = new Pages();

    @Json(name = "total_count")
    long totalCount;

    List<Stored<A>> data = List.of();
  }

  static final class Pages {
    String type = "";
    int page;

    @Json(name = "per_page")
    int perPage;

    @Json(name = "total_pages")
    int totalPages;
  }

  static final class Stored<A> {
    String id = "";
    String type = "";

    @Json(name = "external_id")
    String externalId = "";

    @Json(name = "external_created_at")
    long externalCreatedAt;

    @Json(name = "external_updated_at")
    long externalUpdatedAt;

    @Json(name = "created_at")
    long createdAt;

    @Json(name = "updated_at")
    long updatedAt;

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
    long externalCreatedAt;

    @Json(name = "external_updated_at")
    long externalUpdatedAt;

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

  private final Api api;
  private final Order order = Samples.order(1);

  Stock(String baseUrl, OkHttpClient client) {
    OkHttpClient withHeaders =
        client
            .newBuilder()
            .addInterceptor(
                chain -> chain.proceed(Requests.withHeaders(chain.request().newBuilder()).build()))
            .build();
    this.api =
        new Retrofit.Builder()
            .baseUrl(baseUrl)
            .client(withHeaders)
            .addConverterFactory(MoshiConverterFactory.create(moshi()))
            .build()
            .create(Api.class);
  }

  private static Moshi moshi() {
    return new Moshi.Builder()
        .add(Instant.class, new Seconds())
        .add(BigDecimal.class, new Decimals())
        .build();
  }

  /** The adapter of contacts. A separate class keeps an upsert from loading it. */
  private static final class ContactAdapter {
    static final JsonAdapter<StockContact> ADAPTER = moshi().adapter(StockContact.class);
  }

  @Override
  public Stored<Map<String, Object>> upsert() throws IOException {
    return body(api.upsert("Order", toUpsert(order)));
  }

  @Override
  public Page<Map<String, Object>> readPage() throws IOException {
    return body(api.list("Order"));
  }

  @Override
  public Page<Attributes<Contacts>> readOrders() throws IOException {
    return body(api.listOrders("Order"));
  }

  @Override
  public StockContact readContact() throws IOException {
    return Objects.requireNonNull(
        ContactAdapter.ADAPTER.fromJson(new Buffer().write(Samples.CONTACT)));
  }

  private static <T> T body(Call<T> call) throws IOException {
    Response<T> response = call.execute();
    T body = response.body();
    if (body == null) {
      throw new IOException("status " + response.code());
    }
    return body;
  }

  private static Upsert toUpsert(Order order) {
    Upsert upsert = new Upsert();
    upsert.externalId = order.number();
    upsert.externalCreatedAt = order.createdAt().getEpochSecond();
    upsert.externalUpdatedAt = order.updatedAt().getEpochSecond();
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

  @Override
  @SuppressWarnings("unchecked")
  public List<Instance> instances(Object result) {
    return result instanceof Stored<?> stored
        ? List.of(instance((Stored<Map<String, Object>>) stored))
        : ((Page<Map<String, Object>>) result).data.stream().map(Stock::instance).toList();
  }

  private static Instance instance(Stored<Map<String, Object>> stored) {
    return new Instance(
        stored.id,
        stored.type,
        stored.externalId,
        stored.externalCreatedAt,
        stored.externalUpdatedAt,
        stored.createdAt,
        stored.updatedAt,
        Objects.requireNonNull(stored.customAttributes));
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Order> orders(Object result) {
    return ((Page<Attributes<Contacts>>) result).data.stream().map(Stock::toOrder).toList();
  }

  private static Order toOrder(Stored<Attributes<Contacts>> stored) {
    Attributes<Contacts> attributes = Objects.requireNonNull(stored.customAttributes);
    return new Order(
        stored.externalId,
        Instant.ofEpochSecond(stored.externalCreatedAt),
        Instant.ofEpochSecond(stored.externalUpdatedAt),
        attributes.status,
        attributes.totalAmount,
        attributes.parcels,
        attributes.gift,
        attributes.placedAt,
        attributes.coupon,
        attributes.note,
        References.one(Objects.requireNonNull(attributes.customer).instances.get(0).id));
  }

  @Override
  public String contact(Object result) {
    return ContactAdapter.ADAPTER.toJson((StockContact) result);
  }
}
