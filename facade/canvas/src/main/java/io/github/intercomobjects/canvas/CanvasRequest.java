package io.github.intercomobjects.canvas;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Admin;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.ConfigureRequest;
import io.github.intercomobjects.canvas.model.Contact;
import io.github.intercomobjects.canvas.model.Conversation;
import io.github.intercomobjects.canvas.model.InboxInitializeRequest;
import io.github.intercomobjects.canvas.model.InboxSubmitRequest;
import io.github.intercomobjects.canvas.model.LiveCanvasRequest;
import io.github.intercomobjects.canvas.model.MessengerContext;
import io.github.intercomobjects.canvas.model.MessengerInitializeRequest;
import io.github.intercomobjects.canvas.model.MessengerSubmitRequest;
import io.github.intercomobjects.canvas.model.SheetSubmitRequest;
import io.github.intercomobjects.client.support.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of Intercom for a card, whose signature was correct. What a request of its kind lacks
 * is null or empty; each accessor names the kinds that have it.
 *
 * <p>Immutable. {@link #toString()} shows no personal data.
 */
public final class CanvasRequest {
  /** A kind of request. */
  public enum Kind {
    /** A request for the first canvas of a card beside a conversation. */
    INBOX_INITIALIZE("/inbox/initialize"),
    /** A report that a teammate used a component. */
    INBOX_SUBMIT("/inbox/submit"),
    /** A request for the first canvas of a card in the Messenger. */
    MESSENGER_INITIALIZE("/messenger/initialize"),
    /** A report that a contact used a component. */
    MESSENGER_SUBMIT("/messenger/submit"),
    /** A request for a canvas on which a teammate configures a card of the Messenger. */
    MESSENGER_CONFIGURE("/messenger/configure"),
    /** A request for the content of a live canvas. */
    MESSENGER_LIVE("/messenger/live"),
    /** A report of what a contact entered on a sheet. */
    SHEET_SUBMIT("/messenger/sheet/submit");

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    /** Returns the path at which {@link CanvasApp} expects the requests. */
    public String getPath() {
      return path;
    }

    boolean isInbox() {
      return this == INBOX_INITIALIZE || this == INBOX_SUBMIT;
    }
  }

  /** The properties of a request, none of which changes after it was read. */
  private static final class Fields {
    @Nullable String workspaceId;
    @Nullable String workspaceRegion;
    @Nullable String componentId;
    @Nullable Admin admin;
    @Nullable Contact contact;
    @Nullable Conversation conversation;
    @Nullable MessengerContext context;
    @Nullable Canvas canvas;
    @Nullable Map<String, @Nullable Object> values;
    @Nullable Map<String, @Nullable Object> cardCreationOptions;

    void workspace(@Nullable String id, @Nullable String region) {
      workspaceId = id;
      workspaceRegion = region;
    }
  }

  private static final Moshi MOSHI = new Moshi.Builder().build();

  private final Kind kind;
  private final Fields fields;
  private final Map<String, String> parts;

  private CanvasRequest(Kind kind, Fields fields, Map<String, String> parts) {
    this.kind = kind;
    this.fields = fields;
    this.parts = parts;
  }

  /**
   * Reads a request.
   *
   * @throws IOException if the body is no JSON
   * @throws JsonDataException if the body is JSON, but no object
   */
  static CanvasRequest read(Kind kind, byte[] body) throws IOException {
    String json = new String(body, StandardCharsets.UTF_8);
    return new CanvasRequest(kind, fields(kind, json), Map.of());
  }

  private static Fields fields(Kind kind, String json) throws IOException {
    Fields fields = new Fields();
    switch (kind) {
      case INBOX_INITIALIZE -> {
        InboxInitializeRequest read = model(InboxInitializeRequest.class, json);
        fields.workspace(read.getWorkspaceId(), read.getWorkspaceRegion());
        fields.admin = read.getAdmin();
        fields.contact = read.getContact();
        fields.conversation = read.getConversation();
      }
      case INBOX_SUBMIT -> {
        InboxSubmitRequest read = model(InboxSubmitRequest.class, json);
        fields.workspace(read.getWorkspaceId(), read.getWorkspaceRegion());
        fields.componentId = read.getComponentId();
        fields.admin = read.getAdmin();
        fields.contact = read.getContact();
        fields.conversation = read.getConversation();
        fields.canvas = read.getCurrentCanvas();
        fields.values = read.getInputValues();
      }
      case MESSENGER_INITIALIZE -> {
        MessengerInitializeRequest read = model(MessengerInitializeRequest.class, json);
        fields.workspace(read.getWorkspaceId(), read.getWorkspaceRegion());
        fields.context = read.getContext();
        fields.cardCreationOptions = read.getCardCreationOptions();
      }
      case MESSENGER_SUBMIT -> {
        MessengerSubmitRequest read = model(MessengerSubmitRequest.class, json);
        fields.workspace(read.getWorkspaceId(), read.getWorkspaceRegion());
        fields.componentId = read.getComponentId();
        fields.contact = read.getUser();
        fields.context = read.getContext();
        fields.canvas = read.getCurrentCanvas();
        fields.values = read.getInputValues();
      }
      case MESSENGER_CONFIGURE -> {
        ConfigureRequest read = model(ConfigureRequest.class, json);
        fields.workspace(read.getWorkspaceId(), read.getWorkspaceRegion());
        fields.componentId = read.getComponentId();
        fields.admin = read.getAdmin();
        fields.context = read.getContext();
        fields.canvas = read.getCurrentCanvas();
        fields.values = read.getInputValues();
      }
      case MESSENGER_LIVE -> {
        LiveCanvasRequest read = model(LiveCanvasRequest.class, json);
        fields.workspace(read.getWorkspaceId(), read.getWorkspaceRegion());
        fields.contact = read.getContact();
        fields.context = read.getContext();
        fields.canvas = read.getCanvas();
      }
      case SHEET_SUBMIT -> {
        SheetSubmitRequest read = model(SheetSubmitRequest.class, json);
        fields.workspace(read.getWorkspaceId(), read.getWorkspaceRegion());
        fields.contact = read.getUser();
        fields.context = read.getContext();
        fields.canvas = read.getCurrentCanvas();
        fields.values = read.getSheetValues();
      }
    }
    return fields;
  }

  private static <T> T model(Class<T> type, String json) throws IOException {
    T model = MOSHI.adapter(type).fromJson(json);
    if (model == null) {
      throw new JsonDataException("expected an object, but was null");
    }
    return model;
  }

  /**
   * Returns a request for the first canvas, which has the current canvas, so that a handler finds
   * in its stored data the key with which an action is done once.
   */
  CanvasRequest restart() {
    Fields first = new Fields();
    first.workspace(fields.workspaceId, fields.workspaceRegion);
    first.admin = fields.admin;
    first.contact = fields.contact;
    first.conversation = fields.conversation;
    first.canvas = fields.canvas;
    return new CanvasRequest(Kind.INBOX_INITIALIZE, first, Map.of());
  }

  CanvasRequest withParts(Map<String, String> parts) {
    return new CanvasRequest(kind, fields, parts);
  }

  /** Returns the kind of the request. */
  public Kind getKind() {
    return kind;
  }

  /** Returns the id of the workspace. All kinds have it. */
  public @Nullable String getWorkspaceId() {
    return fields.workspaceId;
  }

  /** Returns the region of the workspace, such as {@code EU}. Nearly all requests have it. */
  public @Nullable String getWorkspaceRegion() {
    return fields.workspaceRegion;
  }

  /** Returns the id of the component that was used: in submits, and in later configurations. */
  public @Nullable String getComponentId() {
    return fields.componentId;
  }

  /** Returns the id of the component for messages. In the Messenger, a browser sends it. */
  String describeComponent() {
    return Values.printable(String.valueOf(fields.componentId));
  }

  /**
   * Returns a part of the id of the component, such as {@code 7} if the handler is for {@code
   * order:{id}} and the id is {@code order:7}.
   *
   * @throws IllegalArgumentException if the pattern of the handler has no such part
   */
  public String getPart(String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException(
          "the handler has no part '"
              + name
              + "', but "
              + parts.keySet()
              + ": use one of its pattern");
    }
    return part;
  }

  /** Returns the teammate: in requests of the Inbox, and in configurations. */
  public @Nullable Admin getAdmin() {
    return fields.admin;
  }

  /**
   * Returns the contact: the participant in the Inbox, the user of a card in the Messenger. The
   * initialize requests of the Messenger and configurations have none.
   */
  public @Nullable Contact getContact() {
    return fields.contact;
  }

  /** Returns Intercom's id of {@link #getContact()}. */
  public @Nullable String getContactId() {
    return fields.contact == null ? null : fields.contact.getId();
  }

  /** Returns the conversation: in requests of the Inbox. */
  public @Nullable Conversation getConversation() {
    return fields.conversation;
  }

  /** Returns the id of the conversation: in the Inbox, and in a conversation of the Messenger. */
  public @Nullable String getConversationId() {
    if (fields.conversation != null) {
      return fields.conversation.getId();
    }
    return fields.context == null ? null : fields.context.getConversationId();
  }

  /** Returns the location in the Messenger: in its requests. */
  public @Nullable MessengerContext getContext() {
    return fields.context;
  }

  /**
   * Returns the canvas that is shown: in submits, later configurations and live requests, and in an
   * initialize request of the Inbox after an error, when the teammate starts again.
   */
  public @Nullable Canvas getCurrentCanvas() {
    return fields.canvas;
  }

  /** Returns the {@code stored_data} of {@link #getCurrentCanvas()}. */
  public Map<String, @Nullable Object> getStoredData() {
    return orEmpty(fields.canvas == null ? null : fields.canvas.getStoredData());
  }

  /**
   * Returns the values of all interactive components, by their ids: in submits and in later
   * configurations. Of a sheet, they are the values that its page submitted.
   */
  public Map<String, @Nullable Object> getInputValues() {
    return orEmpty(fields.values);
  }

  /**
   * Returns the text of an input or a text area, or the id of the option that is selected in a
   * dropdown or a single select; null if there is none.
   */
  public @Nullable String getInput(String componentId) {
    return getInputValues().get(componentId) instanceof String text ? text : null;
  }

  /** Returns the ids of the options that are selected in a checkbox. */
  public List<String> getSelected(String componentId) {
    return getInputValues().get(componentId) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /**
   * Returns the results of the configuration, or the options of a card that was inserted into a
   * reply: in the initialize requests of the Messenger.
   */
  public Map<String, @Nullable Object> getCardCreationOptions() {
    return orEmpty(fields.cardCreationOptions);
  }

  private static Map<String, @Nullable Object> orEmpty(
      @Nullable Map<String, @Nullable Object> map) {
    return map == null ? Map.of() : map;
  }

  @Override
  public String toString() {
    return "CanvasRequest{%s, component %s, workspace %s}"
        .formatted(kind, describeComponent(), Values.printable(String.valueOf(fields.workspaceId)));
  }
}
