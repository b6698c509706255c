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
 * <p>Thread-safe. Every method that talks to Intercom throws {@link ApiException} if it refused or
 * failed, {@link ConnectionException} if no answer came, and {@link DecodingException} if the
 * answer cannot be read; {@link IllegalArgumentException} means that nothing was sent. A type that
 * the workspace does not have is a {@link NotFoundException}, never an object that is absent.
 */
public final class CustomObjects<T> {
  private final Calls calls;
  private final Supplier<Calls> patientCalls;
  private final CustomObjectInstancesApi api;
  private final String type;
  private final Mapping<T> mapping;

  /**
   * @param patientCalls gives those of a client that waits longer for the rate limit, for bulks
   */
  CustomObjects(Calls calls, Supplier<Calls> patientCalls, String type, Mapping<T> mapping) {
    this.calls = calls;
    this.patientCalls = patientCalls;
    this.api = calls.api(CustomObjectInstancesApi.class);
    this.type = type;
    this.mapping = mapping;
  }

  /**
   * Stores {@code value}: creates the object, or updates the one that has its external id. Safe to
   * repeat, and repeated by this library where it is not known whether it arrived.
   *
   * <p>Attributes that the value does not name keep what they hold. Its nulls clear theirs, unless
   * the type says {@link Nulls#OMIT}.
   *
   * @return what is stored now; look at {@link Upserted#getDropped()}, or call {@link
   *     Upserted#orThrow()}
   * @throws IllegalArgumentException if the value has no external id, or one that Intercom reserves
   */
  public Upserted<T> upsert(T value) {
    return upserting(value).run();
  }

  private Change<Upserted<T>> upserting(T value) {
    Draft draft = mapping.toDraft(Objects.requireNonNull(value, "value"));
    if (draft.externalId() == null) {
      throw new IllegalArgumentException(
          "upsert needs an external id, and this value for "
              + type
              + " has none: mark the component with @ExternalId and give it a value, call"
              + " upsert(externalId, attributes), or use create for objects without one");
    }
    Arguments.externalId(draft.externalId());
    return storing(draft);
  }

  /**
   * Stores these attributes, and external times, of the object with this external id, and no
   * others; creates the object where there is none. Safe to repeat.
   */
  public Upserted<T> upsert(String externalId, Attributes attributes) {
    return upserting(externalId, attributes).run();
  }

  private Change<Upserted<T>> upserting(String externalId, Attributes attributes) {
    Arguments.externalId(externalId);
    Objects.requireNonNull(attributes, "attributes");
    return storing(
        new Draft(
            externalId, attributes.times(), attributes.toMap(), AttributeAdvice.Source.ATTRIBUTES));
  }

  /**
   * Creates an object that has no external id. Every call creates another one, so it is never
   * repeated once it may have been applied: after a {@link ConnectionException} or a failure of
   * Intercom look at {@link IntercomException#getOutcome()} before you call again.
   *
   * @throws IllegalArgumentException if the value has an external id: use {@link #upsert(Object)}
   */
  public Upserted<T> create(T value) {
    Draft draft = mapping.toDraft(Objects.requireNonNull(value, "value"));
    if (draft.externalId() != null) {
      throw new IllegalArgumentException(
          "create is for objects without an external id, and this value for "
              + type
              + " has \""
              + ForeignText.of(draft.externalId())
              + "\": use upsert");
    }
    return storing(draft).run();
  }

  private Change<Upserted<T>> storing(Draft draft) {
    ReferenceShape.requireSendable(draft.attributes());
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
    return new Change<>(draft.externalId(), call, () -> store(call, draft));
  }

  private Upserted<T> store(Call<CustomObjectInstance> call, Draft draft) {
    CustomObjectInstance stored =
        calls.run(
            AttributeAdvice.advise(call, draft.attributes(), draft.source()), calls.newDeadline());
    List<Upserted.Dropped> dropped = DroppedFinder.find(draft, stored);
    if (!dropped.isEmpty()) {
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
    // Some versions are documented to take an external id here as well: that is another object.
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
        answer -> Optional.ofNullable(object(call, answer)),
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
        answer -> {
          CustomObject<T> object = object(call, answer);
          if (object == null || (id != null && !object.getId().equals(id))) {
            throw Failures.missing("there is no " + type + " with " + what, ApiCall.stateOf(call));
          }
          return object;
        },
        e -> {
          throw e;
        });
  }

  /** The object; null where the answer says that there is none. */
  private @Nullable CustomObject<T> object(
      Call<CustomObjectInstanceLookup> call, CustomObjectInstanceLookup answer) {
    CustomObjectInstance instance = answer.getCustomObjectInstance();
    if (instance != null) {
      // Of a miss only "found" is documented: it may repeat the id that was asked for.
      return Boolean.FALSE.equals(instance.getUnknownFields().get("found"))
          ? null
          : new CustomObject<>(
              instance, mapping, Outcome.NOT_APPLIED, ApiCall.stateOf(call).token());
    }
    CustomObjectInstanceNotFound miss = answer.getCustomObjectInstanceNotFound();
    if (miss != null && Boolean.FALSE.equals(miss.getFound())) {
      return null;
    }
    throw new DecodingException(
        "the answer to "
            + ApiCall.stateOf(call).operation().path()
            + " is neither an object (it has no id) nor says that there is none",
        null,
        Outcome.NOT_APPLIED,
        ApiCall.stateOf(call).attempts());
  }

  /**
   * Deletes the object with this external id; it cannot be undone.
   *
   * @return true if this call deleted it, or may have in an attempt without an answer; false if
   *     there was none
   */
  public boolean deleteByExternalId(String externalId) {
    return deleting(externalId).run();
  }

  Change<Boolean> deleting(String externalId) {
    Arguments.externalId(externalId);
    Call<DeletedObject> call = api.deleteCustomObjectInstanceByExternalId(type, externalId);
    return new Change<>(externalId, call, () -> delete(call));
  }

  /**
   * Deletes the object with this id; it cannot be undone.
   *
   * @param id Intercom's own id of the object, not its external id
   * @return true if this call deleted it, or may have in an attempt without an answer; false if
   *     there was none
   */
  public boolean deleteById(String id) {
    Arguments.pathSegment("id", id);
    return delete(api.deleteCustomObjectInstanceById(type, id));
  }

  private boolean delete(Call<DeletedObject> call) {
    return calls.delete(
        call,
        answer ->
            !Boolean.FALSE.equals(answer.getUnknownFields().get("found"))
                && !Boolean.FALSE.equals(answer.getDeleted()),
        NotFoundException::isMissingObject);
  }

  /**
   * Returns all objects of the type. Nothing is sent until they are iterated.
   *
   * @throws UnsupportedVersionException if the client is pinned to a version before 2.16
   */
  public ObjectList<T> list() {
    return list(null, "listing", "findByExternalId(..) finds single objects");
  }

  /**
   * Returns the objects that are linked to a contact or conversation, by whichever attribute.
   * Nothing is sent until they are iterated.
   *
   * <p>Intercom lists nothing for an id that it does not know, such as an external id. So where the
   * list is empty and the id does not look like one of Intercom's contacts, the iteration shows the
   * contact too, which is one more call, and throws {@link NotFoundException} if there is none.
   *
   * @param parent with Intercom's id; {@link Contacts#findByExternalId} finds the one of a contact
   * @throws UnsupportedVersionException if the client is pinned to a version before 2.16
   */
  public ObjectList<T> list(Parent parent) {
    return list(
        parent,
        "listing by " + parent.kind().label(),
        "associations(..).read() gives what the " + parent.kind().label() + " itself shows");
  }

  /** Whether the client's version is known to list objects. */
  boolean canList() {
    return new ObjectList<>(calls, api, type, mapping, null).isSupported();
  }

  private ObjectList<T> list(@Nullable Parent parent, String what, String remedy) {
    ObjectList<T> list = new ObjectList<>(calls, api, type, mapping, parent);
    list.requireVersion(what, remedy);
    return list;
  }

  /**
   * Returns the objects of this type that a contact or conversation is linked to under one of its
   * relationship attributes. Nothing is sent yet.
   *
   * @param attribute the name of the relationship attribute of the contact or conversation, which
   *     need not be that of the type
   */
  public Associations<T> associations(Parent parent, String attribute) {
    return new Associations<>(
        calls, this, Objects.requireNonNull(parent, "parent"), attribute, false);
  }

  /**
   * Begins a bulk, which stores or deletes any number of objects as fast as the rate limit allows.
   *
   * <pre>{@code
   * BulkReport report = orders.bulk().upsertAll(stream);
   * BulkReport gone = orders.bulk().deleteAll(externalIds);
   * }</pre>
   */
  public Bulk<T> bulk() {
    CustomObjects<T> patient = patient();
    return new Bulk<>(patient, patient::upserting);
  }

  private CustomObjects<T> patient() {
    return new CustomObjects<>(patientCalls.get(), patientCalls, type, mapping);
  }

  /**
   * Begins a bulk of items of any kind, of each of which these attributes are stored, and no
   * others.
   *
   * <pre>{@code
   * orders.bulk(Row::key, row -> Attributes.builder().set("status", row.status()).build())
   *     .upsertAll(rows);
   * }</pre>
   *
   * @param externalId gives the external id of an item, on the calling thread
   * @param attributes gives the attributes of an item to store, on the calling thread
   */
  public <S> Bulk<S> bulk(
      Function<? super S, String> externalId, Function<? super S, Attributes> attributes) {
    Objects.requireNonNull(externalId, "externalId");
    Objects.requireNonNull(attributes, "attributes");
    CustomObjects<T> patient = patient();
    return new Bulk<>(
        patient, item -> patient.upserting(externalId.apply(item), attributes.apply(item)));
  }

  Settings settings() {
    return calls.settings();
  }

  String type() {
    return type;
  }

  @Override
  public String toString() {
    return "CustomObjects[" + type + "]";
  }
}
