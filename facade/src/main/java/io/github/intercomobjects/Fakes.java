package io.github.intercomobjects;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.CallListener.Wait.Reason;
import io.github.intercomobjects.client.FreeFormJson;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import io.github.intercomobjects.client.model.ErrorItem;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Results and exceptions for unit tests of code that handles them, without HTTP.
 *
 * <pre>{@code
 * CustomObject<Order> stored = Fakes.customObject(TYPE, "22", order);
 * Upserted<Order> saved = Fakes.upserted(stored, Fakes.dropped("status", "lost in space"));
 * RateLimitException limited =
 *     Fakes.failure(RateLimitException.class).retryAfter(Duration.ofSeconds(7)).build();
 * }</pre>
 *
 * <p>They are like those that calls return and throw, down to the messages. A test with the sandbox
 * shows more: also what causes them.
 */
public final class Fakes {
  private static final Moshi STANDARD = new Moshi.Builder().build();

  private Fakes() {}

  /** Returns an object that was read from Intercom, with the attributes and times of a value. */
  public static <T> CustomObject<T> customObject(ObjectType<T> type, String id, T value) {
    return customObject(type, STANDARD, id, value);
  }

  /** Returns an object like that of the other method, for types that need {@code moshi}. */
  public static <T> CustomObject<T> customObject(
      ObjectType<T> type, Moshi moshi, String id, T value) {
    Mapping<T> mapping = type.mapping(StandardAdapters.addTo(moshi));
    Draft draft = mapping.toDraft(value);
    return customObject(mapping, id, draft.externalId(), draft.times(), draft.attributes());
  }

  /**
   * Returns an object that was read from Intercom with these attributes, which need not fit the
   * type.
   *
   * @param externalId null for an object without one
   */
  public static <T> CustomObject<T> customObject(
      ObjectType<T> type, String id, @Nullable String externalId, Attributes attributes) {
    return customObject(
        type.mapping(StandardAdapters.addTo(STANDARD)),
        id,
        externalId,
        attributes.times(),
        attributes.toJson());
  }

  private static <T> CustomObject<T> customObject(
      Mapping<T> mapping,
      String id,
      @Nullable String externalId,
      Map<String, @Nullable Long> times,
      Map<String, @Nullable Object> attributes) {
    requireIds(attributes);
    Map<String, @Nullable Object> json = new LinkedHashMap<>(times);
    json.put("id", Arguments.pathSegment("id", id));
    json.put("type", mapping.typeName());
    json.put("external_id", externalId);
    json.put("custom_attributes", attributes);
    try {
      CustomObjectInstance instance =
          STANDARD.adapter(CustomObjectInstance.class).fromJson(FreeFormJson.ADAPTER.toJson(json));
      return new CustomObject<>(
          Objects.requireNonNull(instance), mapping, IntercomException.Outcome.NOT_APPLIED, "");
    } catch (IOException e) {
      throw new IllegalArgumentException("the attributes cannot be read: " + e.getMessage(), e);
    }
  }

  /** Throws if an attribute names contacts by key, which a client looks up before it sends. */
  private static void requireIds(Map<String, @Nullable Object> attributes) {
    attributes.forEach(
        (name, value) -> {
          if (ContactNames.isIn(value)) {
            throw new IllegalArgumentException(
                ("attribute %s names contacts by key, which are ids in what Intercom receives and"
                        + " returns; use References.one(..) or many(..)")
                    .formatted(ForeignText.of(name)));
          }
        });
  }

  /**
   * Returns a value that was sent and not stored, or only in part.
   *
   * @param sent a value for {@link Attributes.Builder#set}
   * @param missingIds the ids of references that are not stored; none if nothing of the value is
   */
  public static Upserted.Dropped dropped(String name, Object sent, String... missingIds) {
    Map<String, @Nullable Object> json = Attributes.builder().set(name, sent).build().toJson();
    requireIds(json);
    return new Upserted.Dropped(
        name, Objects.requireNonNull(json.get(name)), Arrays.asList(missingIds));
  }

  /** Returns the result of storing an object. */
  public static <T> Upserted<T> upserted(CustomObject<T> stored, Upserted.Dropped... dropped) {
    return new Upserted<>(stored.applied(), List.of(dropped));
  }

  /** Returns a page of a list. */
  public static <T> ObjectList.Page<T> page(
      int number, List<CustomObject<T>> objects, long totalPages, long totalCount) {
    return new ObjectList.Page<>(number, objects, totalPages, totalCount);
  }

  /**
   * Returns the objects that a parent shows.
   *
   * @param attribute the name of the parent's relationship attribute
   * @param complete whether the ids are known to be complete
   * @param missingIds the ids that were sent in a change and are not linked, usually none
   * @param extraIds the ids that were not sent in a change and are still shown, usually none
   */
  public static Associations.Linked linked(
      Parent parent,
      String attribute,
      List<String> ids,
      boolean complete,
      List<String> missingIds,
      List<String> extraIds) {
    return new Associations.Linked(
        ForeignText.of(attribute) + " of " + parent, ids, complete, false, missingIds, extraIds);
  }

  /** Returns a builder of a report, which is complete and has zero for whatever is not set. */
  public static Report report() {
    return new Report();
  }

  /**
   * Returns a builder of an exception. With nothing else set, the exception is a usual one of its
   * class; {@code ApiException.class} is a failure of Intercom with status 500.
   */
  public static <E extends IntercomException> Failure<E> failure(Class<E> type) {
    return new Failure<>(Objects.requireNonNull(type, "type"));
  }

  /** Builds an exception. Not thread-safe. */
  public static final class Failure<E extends IntercomException> {
    private final Class<E> type;
    private final FakeFailure settings;

    private Failure(Class<E> type) {
      this.type = type;
      this.settings = new FakeFailure(type);
    }

    /**
     * Sets the HTTP status, which must be one of the exception's class: 200 too for a miss and an
     * ambiguous key, which clients report after a success.
     */
    public Failure<E> status(int status) {
      settings.response("status").status = status;
      return this;
    }

    /** Adds an error of Intercom's, such as {@code not_found}; the first replaces the usual one. */
    public Failure<E> error(String code, String message) {
      return error(ErrorItem.builder().code(code).message(message).build());
    }

    /** Adds an error of Intercom's about one field. */
    public Failure<E> error(String code, String message, String field) {
      return error(ErrorItem.builder().code(code).message(message).field(field).build());
    }

    private Failure<E> error(ErrorItem error) {
      settings.response("error").errors.add(error);
      return this;
    }

    /** Sets the id of the request in Intercom's logs. */
    public Failure<E> requestId(String requestId) {
      settings.response("requestId").requestId = requestId;
      return this;
    }

    /** Sets the version of the call; the default is that of a client. */
    public Failure<E> version(ApiVersion version) {
      settings.version = version;
      return this;
    }

    /** Sets the time after which to try again, for a {@link RateLimitException}; ten seconds. */
    public Failure<E> retryAfter(Duration retryAfter) {
      settings.only(RateLimitException.class, "retryAfter").retryAfter =
          Arguments.notNegative("retryAfter", retryAfter);
      return this;
    }

    /** Sets the number of calls that a window allows, for a {@link RateLimitException}. */
    public Failure<E> limit(int limit) {
      settings.only(RateLimitException.class, "limit").limit = limit;
      return this;
    }

    /** Sets the id of the other contact, for a {@link ContactMergedException}. */
    public Failure<E> mergedIntoId(String id) {
      settings.only(ContactMergedException.class, "mergedIntoId").mergedIntoId = id;
      return this;
    }

    /** Sets the first version that has the call, for an {@link UnsupportedVersionException}. */
    public Failure<E> requiredVersion(ApiVersion version) {
      settings.only(UnsupportedVersionException.class, "requiredVersion").requiredVersion = version;
      return this;
    }

    /** Sets the report of a {@link BulkException}. */
    public Failure<E> report(BulkReport report) {
      settings.only(BulkException.class, "report").report = report;
      return this;
    }

    /** Sets the cause, for exceptions of calls without a readable response and of bulk runs. */
    public Failure<E> cause(Exception cause) {
      settings.cause(cause);
      return this;
    }

    /** Sets the effect of the call; the default is the usual one of the exception. */
    public Failure<E> outcome(IntercomException.Outcome outcome) {
      settings.outcome(outcome);
      return this;
    }

    /** Sets the number of attempts. */
    public Failure<E> attempts(int attempts) {
      settings.attempts(attempts);
      return this;
    }

    /**
     * Returns the exception.
     *
     * @throws IllegalArgumentException if a call with this status throws an exception of another
     *     class
     */
    public E build() {
      return type.cast(settings.create());
    }
  }

  /** Builds a {@link BulkReport}. Not thread-safe. */
  public static final class Report {
    private final BulkTally counts = new BulkTally(Timing.SYSTEM);
    private boolean complete = true;
    private boolean inFlightLimited;
    private Duration elapsed = Duration.ZERO;

    private Report() {}

    /** Sets whether every item ended; the default is true. */
    public Report complete(boolean complete) {
      this.complete = complete;
      return this;
    }

    /** Sets the number of items that were stored, completely or in part. */
    public Report stored(long stored) {
      counts.stored = stored;
      return this;
    }

    /** Adds items that were stored without an attribute; they are among those stored. */
    public Report dropped(String attribute, long items) {
      counts.dropped.merge(attribute, items, Long::sum);
      counts.partlyStored += items;
      return this;
    }

    /** Sets the number of objects that were deleted. */
    public Report deleted(long deleted) {
      counts.deleted = deleted;
      return this;
    }

    /** Sets the number of objects to delete that did not exist. */
    public Report absent(long absent) {
      counts.absent = absent;
      return this;
    }

    /** Adds items that failed for a reason such as {@code 400 parameter_invalid}. */
    public Report failed(String reason, long items) {
      counts.failures.merge(reason, items, Long::sum);
      counts.failed += items;
      return this;
    }

    /** Sets the number of HTTP requests, how many were retries, and how many had a 429. */
    public Report calls(long calls, long retries, long rateLimited) {
      counts.calls = calls;
      counts.retries = retries;
      counts.rateLimited = rateLimited;
      return this;
    }

    /** Sets whether the calls in flight limited the speed; the default is false. */
    public Report inFlightLimited(boolean limited) {
      this.inFlightLimited = limited;
      return this;
    }

    /** Sets the sum of the waits for one reason. */
    public Report waited(Reason reason, Duration wait) {
      counts.waits.put(reason, wait);
      return this;
    }

    /** Sets the duration of the run. */
    public Report elapsed(Duration elapsed) {
      this.elapsed = elapsed;
      return this;
    }

    /** Returns the report. */
    public BulkReport build() {
      return counts.report(complete, inFlightLimited, elapsed);
    }
  }
}
