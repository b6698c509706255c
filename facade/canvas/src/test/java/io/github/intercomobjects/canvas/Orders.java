package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Requests.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.spec.JsonTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Orders as the client reads them, and requests of a card that shows them. */
final class Orders {
  record Order(
      @Nullable String number,
      @Nullable String status,
      @Nullable BigDecimal total,
      @Nullable Instant shipped) {}

  private static final ObjectType<Order> TYPE = ObjectType.of("Order", Order.class);

  private Orders() {}

  /** Returns orders with the ids o1 to on, the external ids A-1 to A-n, and the same attributes. */
  static List<CustomObject<Order>> of(int count, String attributes) {
    return read(
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    "{'type':'Order','id':'o%1$d','external_id':'A-%1$d','custom_attributes':%2$s}"
                        .formatted(i, attributes))
            .toList());
  }

  static CustomObject<Order> one(String attributes) {
    return of(1, attributes).get(0);
  }

  /** Returns the orders of a response, in whose JSON apostrophes are quotation marks. */
  static List<CustomObject<Order>> read(List<String> objects) {
    byte[] json =
        body(
            "{'type':'list','data':[%s],'total_count':%d,'pages':{'page':1,'total_pages':1}}"
                .formatted(String.join(",", objects), objects.size()));
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(ResponseBody.create(json, MediaType.get("application/json")))
                        .build())
            .build();
    try (Intercom intercom = Intercom.builder().accessToken("token").client(http).build()) {
      return intercom.customObjects(TYPE).list().stream().toList();
    }
  }

  /** Returns a click on a component of a canvas with stored data. */
  static CanvasRequest click(String componentId, String storedData) {
    return request(
        CanvasRequest.Kind.INBOX_SUBMIT,
        "{'component_id':'%s','current_canvas':{'content':{'components':[]},'stored_data':%s}}"
            .formatted(componentId, storedData));
  }

  static CanvasRequest open() {
    return request(CanvasRequest.Kind.INBOX_INITIALIZE, "{'contact':{'id':'c1'}}");
  }

  static CanvasRequest request(CanvasRequest.Kind kind, String json) {
    try {
      return CanvasRequest.read(kind, body(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(Canvas canvas) {
    try {
      return JsonTrees.parse(json(canvas).replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the JSON of a canvas that has no problem, with apostrophes as quotation marks. */
  static String json(Canvas canvas) {
    CanvasChecks.check(canvas, CanvasRequest.Kind.INBOX_SUBMIT);
    return new Moshi.Builder().build().adapter(Canvas.class).toJson(canvas).replace('"', '\'');
  }
}
