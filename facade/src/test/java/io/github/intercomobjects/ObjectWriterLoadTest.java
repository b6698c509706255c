package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads that push many changes of the same objects to one writer. */
@SuppressWarnings("FutureReturnValueIgnored") // Their results are checked otherwise.
final class ObjectWriterLoadTest {
  private static final int THREADS = 64;
  private static final int IDS = 1000;

  /** The profile stress pushes 100,000. */
  private static final int CHANGES = Integer.getInteger("writer.changes", 20_000);

  /** Stores what is sent, without a network, and checks the order of each object's changes. */
  private static final class Stored implements Interceptor {
    private static final Pattern ID = Pattern.compile("\\bORDER-\\d+");
    private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");
    private static final MediaType JSON = MediaType.get("application/json");

    final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    final AtomicInteger calls = new AtomicInteger();
    final List<String> problems = new CopyOnWriteArrayList<>();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

    @Override
    public Response intercept(Chain chain) throws IOException {
      Request request = chain.request();
      calls.incrementAndGet();
      boolean isDeletion = request.method().equals("DELETE");
      Buffer body = new Buffer();
      if (request.body() != null) {
        request.body().writeTo(body);
      }
      String sent = body.readUtf8();
      String id = first(ID, isDeletion ? request.url().toString() : sent);
      if (!inFlight.add(id)) {
        problems.add(id + " is in flight twice");
      }
      try {
        return response(request, isDeletion ? delete(id) : store(id, sent));
      } finally {
        inFlight.remove(id);
      }
    }

    private static String first(Pattern pattern, String text) {
      Matcher matcher = pattern.matcher(text);
      assertThat(matcher.find()).as(text).isTrue();
      return matcher.group(matcher.groupCount());
    }

    private String delete(String id) {
      boolean existed = numbers.remove(id) != null;
      return "{\"id\":\"1\",\"object\":\"Order\",\"deleted\":" + existed + "}";
    }

    private String store(String id, String sent) {
      String number = first(NUMBER, sent);
      Integer before = numbers.put(id, Integer.valueOf(number));
      if (before != null && before >= Integer.parseInt(number)) {
        problems.add(id + " has " + number + " after " + before);
      }
      return "{\"id\":\"1\",\"type\":\"Order\",\"external_id\":\"%s\",\"custom_attributes\":{\"number\":%s}}"
          .formatted(id, number);
    }

    private static Response response(Request request, String json) {
      return new Response.Builder()
          .request(request)
          .protocol(Protocol.HTTP_1_1)
          .code(200)
          .message("OK")
          .body(ResponseBody.create(json, JSON))
          .build();
    }
  }

  /** The changes of each object have consecutive numbers, and every seventh is a deletion. */
  private static final class Numbers {
    private final int[] last = new int[IDS];
    private final Object[] locks = new Object[IDS];

    Numbers() {
      for (int id = 0; id < IDS; id++) {
        locks[id] = new Object();
      }
    }

    void push(ObjectWriter<Attributes> writer, int id) {
      // The order of the pushes of one object must be known.
      synchronized (locks[id]) {
        int number = ++last[id];
        if (number % 7 == 0) {
          writer.delete("ORDER-" + id);
        } else {
          writer.upsert("ORDER-" + id, Attributes.builder().set("number", number).build());
        }
      }
    }

    void assertStored(Map<String, Integer> stored) {
      for (int id = 0; id < IDS; id++) {
        Integer expected = last[id] % 7 == 0 ? null : (Integer) last[id];
        assertThat(stored.get("ORDER-" + id)).as("ORDER-" + id).isEqualTo(expected);
      }
    }
  }

  /** Pushes that many changes, and returns the last checkpoint. */
  private static long push(Stored stored, boolean merge, int changes) {
    Numbers numbers = new Numbers();
    List<Long> reached = new ArrayList<>(List.of(0L));
    try (Intercom client =
            Intercom.builder()
                .accessToken(FakeIntercom.TOKEN)
                .client(new OkHttpClient.Builder().addInterceptor(stored).build())
                .build();
        ObjectWriter<Attributes> writer =
            client
                .customObjects(ObjectType.untyped("Order"))
                .writer()
                .merge(merge)
                .onCheckpoint(checkpoint -> reached.set(0, checkpoint.getCount()))
                .build()) {
      List<Threads.Running<Boolean>> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int from = (int) ((long) changes * t / THREADS);
        int to = (int) ((long) changes * (t + 1) / THREADS);
        Random random = new Random(t);
        threads.add(
            Threads.start(
                () -> {
                  for (int i = from; i < to; i++) {
                    numbers.push(writer, random.nextInt(IDS));
                  }
                  return true;
                }));
      }
      threads.forEach(thread -> thread.result().join());
    }
    assertThat(stored.problems).isEmpty();
    numbers.assertStored(stored.numbers);
    return reached.get(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theLastChangeOfEachObjectIsStored(boolean merge) {
    Stored stored = new Stored();
    assertThat(push(stored, merge, CHANGES)).isEqualTo(CHANGES);
    if (merge) {
      assertThat(stored.calls).hasValueLessThanOrEqualTo(CHANGES);
    } else {
      assertThat(stored.calls).hasValue(CHANGES);
    }
  }

  /** A program that pushes a million changes. */
  static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] arguments) {
      System.out.println("settled " + push(new Stored(), arguments[0].equals("merge"), 1_000_000));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"merge", "one by one"})
  @EnabledIfSystemProperty(named = "writer.heap", matches = ".+", disabledReason = "only in stress")
  @Timeout(600)
  void aMillionChangesFitIntoTheHeapOfTheProfileStress(String mode) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + System.getProperty("writer.heap"),
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                mode)
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said).isEqualTo("settled 1000000" + System.lineSeparator());
  }
}
