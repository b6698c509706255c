package io.github.intercomobjects;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.api.CustomObjectInstancesApi;
import io.github.intercomobjects.client.model.CreateOrUpdateCustomObjectInstanceRequest;
import io.github.intercomobjects.client.model.CustomObjectInstance;
import io.github.intercomobjects.client.model.CustomObjectInstanceLookup;
import io.github.intercomobjects.client.model.CustomObjectInstanceNotFound;
import io.github.intercomobjects.client.model.DeletedObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/**
 * The objects of one custom object type in a workspace.
 *
 * <pre>{@code
 * CustomObjects<Order> orders = intercom.customObjects(ObjectType.of("Order", Order.class));
 * orders.upsert(order);
 * orders.upsert("ORDER-1", Attributes.builder().set("status", "shipped").clear("coupon").build());
 * Optional<CustomObject<Order>> found = orders.findByExternalId("ORDER-1");
 * orders.deleteByExternalId("ORDER-3");
 * }</pre>
 *
 * <p>Thread-safe. Every method that calls Intercom throws {@link ApiException} if Intercom rejected
 * the call or failed, {@link ConnectionException} if there was no response, and {@link
 * DecodingException} if the response cannot be read; {@link IllegalArgumentException} means that
 * nothing was sent. If the workspace lacks the type itself, it is a {@link NotFoundException}.
 */
public final class CustomObjects<T> {
  private final Calls calls;
  private final Supplier<Calls> patientCalls;
  private final CustomObjectInstancesApi api;
  private final String type;
  private final Mapping<T> mapping;

  CustomObjects(Calls calls, Supplier<Calls> patientCalls, Mapping<T> mapping) {
    this.calls = calls;
    this.patientCalls = patientCalls;
    this.api = calls.api(CustomObjectInstancesApi.class);
    this.type = mapping.typeName();
    this.mapping = mapping;
  }

  /**
   * Stores {@code value}: creates the object, or updates the one with its external id. Safe to
   * retry, so this library retries it if the outcome of an attempt is unknown.
   *
   * <p>Attributes that the value does not name are unchanged. A null clears its attribute, unless
   * the type has {@link Nulls#OMIT}.
   *
   * @return the stored object; check {@link Upserted#getDropped()}, or call {@link
   *     Upserted#orThrow()}
   * @throws IllegalArgumentException if the value has no external id, or one that Intercom reserves
   */
  public Upserted<T> upsert(T value) {
    return store(toDraft(value), calls);
  }

  /** Returns the object to store, which has an external id. */
  private Draft toDraft(T value) {
    Draft draft = mapping.toDraft(Objects.requireNonNull(value, "value"));
    String unused = required(draft.externalId());
    return draft.requireSendable();
  }

  private String required(@Nullable String externalId) {
    if (externalId == null) {
      throw new IllegalArgumentException(
          ("upsert needs an external id, and this value for %s has none: mark the component with"
                  + " @ExternalId and give it a value, call upsert(externalId, attributes), or use"
                  + " create for objects without one")
              .formatted(type));
    }
    return Arguments.externalId(externalId);
  }

  /**
   * Stores only these attributes and external times of the object with this external id; creates
   * the object if there is none. Safe to retry.
   */
  public Upserted<T> upsert(String externalId, Attributes attributes) {
    return store(Objects.requireNonNull(Write.of(externalId, attributes).draft()), calls);
  }

  /**
   * Creates an object without an external id. Every call creates another one, so it is never
   * retried after an attempt that may have been applied: after a {@link ConnectionException} or a
   * failure of Intercom, check {@link IntercomException#getOutcome()} before you call again.
   *
   * @throws IllegalArgumentException if the value has an external id: use {@link #upsert(Object)}
   */
  public Upserted<T> create(T value) {
    Draft draft = mapping.toDraft(Objects.requireNonNull(value, "value"));
    if (draft.externalId() != null) {
      throw new IllegalArgumentException(
          "create is for objects without an external id, and this value for %s has \"%s\": use upsert"
              .formatted(type, ForeignText.of(draft.externalId())));
    }
    return store(draft.requireSendable(), calls);
  }

  /**
   * Stores an object, after the look-ups of the contacts that it names, before one deadline.
   *
   * @param through runs all calls
   */
  private Upserted<T> store(Draft named, Calls through) {
    Calls within = through.before(calls.newDeadline());
    ContactLinks contacts = new ContactLinks(within);
    Draft draft = contacts.resolve(named);
    CreateOrUpdateCustomObjectInstanceRequest.Builder request =
        CreateOrUpdateCustomObjectInstanceRequest.builder();
    if (draft.externalId() != null) {
      request.externalId(draft.externalId());
    }
    if (draft.times().containsKey(Envelope.CREATED_AT)) {
      request.externalCreatedAt(draft.times().get(Envelope.CREATED_AT));
    }
    if (draft.times().containsKey(Envelope.UPDATED_AT)) {
      request.externalUpdatedAt(draft.times().get(Envelope.UPDATED_AT));
    }
    request.customAttributes(draft.attributes());
    Call<CustomObjectInstance> call = api.createOrUpdateCustomObjectInstance(type, request.build());
    CustomObjectInstance stored =
        within.run(
            AttributeAdvice.advise(call, draft.attributes(), draft.source()), within.newDeadline());
    List<Upserted.Dropped> dropped = DroppedFinder.find(draft, stored);
    if (!dropped.isEmpty()) {
      contacts.forget(named, dropped);
      calls.dropped(call, dropped.stream().map(Upserted.Dropped::getName).toList());
    }
    return new Upserted<>(
        new CustomObject<>(stored, mapping, Outcome.APPLIED, ApiCall.stateOf(call).token()),
        dropped);
  }

  /** Returns the object with this external id, or empty if there is none. */
  public Optional<CustomObject<T>> findByExternalId(String externalId) {
    Arguments.externalId(externalId);
    return find(api.findCustomObjectInstanceByExternalId(type, externalId));
  }

  /**
   * Returns the object with this external id.
   *
   * @throws NotFoundException if there is none
   */
  public CustomObject<T> getByExternalId(String externalId) {
    Arguments.externalId(externalId);
    return get(
        api.findCustomObjectInstanceByExternalId(type, externalId),
        "external id " + externalId,
        null);
  }

  /**
   * Returns the object with this id, or empty if there is none.
   *
   * @param id Intercom's own id of the object, not its external id
   */
  public Optional<CustomObject<T>> findById(String id) {
    Arguments.pathSegment("id", id);
    // Some versions are documented to accept an external id too, which would be another object's.
    return find(api.getCustomObjectInstanceById(type, id))
        .filter(object -> object.getId().equals(id));
  }

  /**
   * Returns the object with this id.
   *
   * @param id Intercom's own id of the object, not its external id
   * @throws NotFoundException if there is none
   */
  public CustomObject<T> getById(String id) {
    Arguments.pathSegment("id", id);
    return get(api.getCustomObjectInstanceById(type, id), "id " + id, id);
  }

  private Optional<CustomObject<T>> find(Call<CustomObjectInstanceLookup> call) {
    return calls.run(
        call,
        calls.newDeadline(),
        lookup -> Optional.ofNullable(object(call, lookup)),
        e -> {
          if (e.isMissingObject()) {
            return Optional.empty();
          }
          throw e;
        });
  }

  /**
   * @param id the id that the object must have; null for any
   */
  private CustomObject<T> get(
      Call<CustomObjectInstanceLookup> call, String what, @Nullable String id) {
    return calls.run(
        call,
        calls.newDeadline(),
        lookup -> {
          CustomObject<T> object = object(call, lookup);
          if (object == null || (id != null && !object.getId().equals(id))) {
            throw Failures.missing("there is no " + type + " with " + what, ApiCall.stateOf(call));
          }
          return object;
        });
  }

  /** Returns the object, or null if the response reports that there is none. */
  private @Nullable CustomObject<T> object(
      Call<CustomObjectInstanceLookup> call, CustomObjectInstanceLookup lookup) {
    CallState state = ApiCall.stateOf(call);
    CustomObjectInstance instance = lookup.getCustomObjectInstance();
    if (instance != null) {
      // Only "found" is documented for a missing object; the response may echo the requested id.
      return Boolean.FALSE.equals(instance.getUnknownFields().get("found"))
          ? null
          : new CustomObject<>(instance, mapping, Outcome.NOT_APPLIED, state.token());
    }
    CustomObjectInstanceNotFound missing = lookup.getCustomObjectInstanceNotFound();
    if (missing != null && Boolean.FALSE.equals(missing.getFound())) {
      return null;
    }
    throw new DecodingException(
        "the response to %s has neither an id nor \"found\": false"
            .formatted(state.operation().path()),
        null,
        Outcome.NOT_APPLIED,
        state.attempts());
  }

  /**
   * Deletes the object with this external id; this cannot be undone.
   *
   * @return whether it existed; also true if an attempt without a response may have deleted it
   */
  public boolean deleteByExternalId(String externalId) {
    return delete(Write.deletion(externalId), calls);
  }

  private boolean delete(Write deletion, Calls through) {
    return delete(api.deleteCustomObjectInstanceByExternalId(type, deletion.externalId()), through);
  }

  /**
   * Deletes the object with this id; this cannot be undone.
   *
   * @param id Intercom's own id of the object, not its external id
   * @return whether it existed; also true if an attempt without a response may have deleted it
   */
  public boolean deleteById(String id) {
    Arguments.pathSegment("id", id);
    return delete(api.deleteCustomObjectInstanceById(type, id), calls);
  }

  private boolean delete(Call<DeletedObject> call, Calls through) {
    return through.delete(
        call,
        body ->
            !Boolean.FALSE.equals(body.getUnknownFields().get("found"))
                && !Boolean.FALSE.equals(body.getDeleted()),
        NotFoundException::isMissingObject);
  }

  /**
   * Returns all objects of the type. Nothing is sent until the list is iterated.
   *
   * @throws UnsupportedVersionException if the client is pinned to a version before 2.16
   */
  public ObjectList<T> list() {
    return list(null, "listing", "findByExternalId(..) finds single objects");
  }

  /**
   * Returns the objects that are linked to a contact or conversation, by any attribute. Nothing is
   * sent until the list is iterated.
   *
   * <p>Intercom returns an empty list for an id that it does not know, such as an external id. So
   * if the list is empty and the id does not look like Intercom's id of a contact, the iteration
   * sends one more call for the contact, and throws {@link NotFoundException} if there is none.
   *
   * @param parent the parent with Intercom's id, which {@link Contacts#findByExternalId} returns
   * @throws UnsupportedVersionException if the client is pinned to a version before 2.16
   */
  public ObjectList<T> list(Parent parent) {
    return list(
        parent,
        "listing by " + parent.kind().label,
        "associations(..).read() returns what the " + parent.kind().label + " itself shows");
  }

  /** Returns whether the client's version is known to list objects. */
  boolean canList() {
    return new ObjectList<>(calls, api, mapping, null).isSupported();
  }

  private ObjectList<T> list(@Nullable Parent parent, String what, String remedy) {
    ObjectList<T> list = new ObjectList<>(calls, api, mapping, parent);
    list.requireVersion(what, remedy);
    return list;
  }

  /**
   * Returns the objects of this type that a contact or conversation is linked to under one of its
   * relationship attributes. Nothing is sent yet.
   *
   * @param attribute the name of the attribute of the contact or conversation, which may differ
   *     from that of the type
   */
  public Associations<T> associations(Parent parent, String attribute) {
    return new Associations<>(this, Objects.requireNonNull(parent, "parent"), attribute);
  }

  /**
   * Returns a bulk run that stores or deletes objects as fast as the rate limit allows.
   *
   * <pre>{@code
   * BulkReport report = orders.bulk().upsertAll(stream);
   * BulkReport gone = orders.bulk().deleteAll(externalIds);
   * }</pre>
   */
  public Bulk<T> bulk() {
    CustomObjects<T> patient = patient();
    return patient.bulkOf(
        (value, isDeletion) -> {
          if (isDeletion) {
            // Values that were read may hold what cannot be sent.
            return Write.deletion(required(mapping.externalId(value)));
          }
          Draft draft = patient.toDraft(value);
          return new Write(Objects.requireNonNull(draft.externalId()), draft);
        });
  }

  private <S> Bulk<S> bulkOf(BiFunction<? super S, Boolean, Write> change) {
    return new Bulk<>(
        calls.settings(),
        change,
        (one, onStart) -> {
          Calls observed = calls.observedBy(onStart);
          return one.draft() == null ? delete(one, observed) : store(one.draft(), observed);
        });
  }

  /** Returns the same objects, with calls that wait longer for the rate limit. */
  CustomObjects<T> patient() {
    return new CustomObjects<>(patientCalls.get(), patientCalls, mapping);
  }

  /**
   * Returns a bulk run over items of any type, which stores only the attributes that the function
   * returns. Both functions are called on the thread that starts the run.
   *
   * <pre>{@code
   * orders.bulk(Row::key, row -> Attributes.builder().set("status", row.status()).build())
   *     .upsertAll(rows);
   * }</pre>
   */
  public <S> Bulk<S> bulk(
      Function<? super S, String> externalId, Function<? super S, Attributes> attributes) {
    Objects.requireNonNull(externalId, "externalId");
    Objects.requireNonNull(attributes, "attributes");
    return patient()
        .bulkOf(
            (item, isDeletion) ->
                isDeletion
                    ? Write.deletion(externalId.apply(item))
                    : Write.of(externalId.apply(item), attributes.apply(item)));
  }

  /**
   * Returns a builder of a writer, which takes changes one by one, sends them in the background as
   * fast as the rate limit allows, and returns a future for each.
   *
   * <pre>{@code
   * try (ObjectWriter<Order> writer = orders.writer().build()) {
   *   writer.upsert(order).thenAccept(saved -> out.println("stored " + saved));
   *   writer.delete("ORDER-3");
   * }
   * }</pre>
   */
  public ObjectWriter.Builder<T> writer() {
    return new ObjectWriter.Builder<>(bulk());
  }

  Calls calls() {
    return calls;
  }

  String type() {
    return type;
  }

  @Override
  public String toString() {
    return "CustomObjects[" + type + "]";
  }
}
