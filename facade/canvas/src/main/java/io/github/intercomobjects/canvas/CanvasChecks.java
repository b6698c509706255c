package io.github.intercomobjects.canvas;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.client.FreeFormJson;
import io.github.intercomobjects.client.support.Values;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A check of a canvas against the limits that Intercom documents. {@link CanvasApp} does it before
 * it sends a canvas; call it in tests of your own.
 */
public final class CanvasChecks {
  /** The limit of the content and of the stored data, in bytes of their JSON. */
  static final int MAX_BYTES = 64 * 1024;

  private static final String COMPONENTS = "component and list item of a canvas";
  private static final int MIN_OPTIONS = 2;
  private static final int MAX_OPTIONS = 10;

  private static final JsonAdapter<Canvas> CANVASES =
      new Moshi.Builder().build().adapter(Canvas.class);

  private final boolean inbox;
  private final Map<String, String> ids = new HashMap<>();

  private CanvasChecks(boolean inbox) {
    this.inbox = inbox;
  }

  /**
   * Checks a canvas, without what only the Inbox forbids: it has content or the address of it, the
   * content and the stored data have at most 64 KB each, the ids of components and list items are
   * unique, and those of the options of a component, dropdowns and single selects have 2 to 10
   * options and checkboxes at least one, images have a width and a height, and addresses of images,
   * sheets and live content begin with {@code https://}.
   *
   * @throws IllegalArgumentException if the canvas has a problem. Its message names the component
   *     and a remedy.
   */
  public static void check(Canvas canvas) {
    new CanvasChecks(false).checkCanvas(canvas);
  }

  /**
   * Checks a canvas of the response to a kind of request, as {@link CanvasApp} does: like {@link
   * #check(Canvas)}, and in the Inbox also that it neither opens a sheet nor has live content.
   *
   * @throws IllegalArgumentException if the canvas has a problem. Its message names the component
   *     and a remedy.
   */
  public static void check(Canvas canvas, CanvasRequest.Kind kind) {
    new CanvasChecks(kind.isInbox()).checkCanvas(canvas);
  }

  private void checkCanvas(Canvas canvas) {
    // The JSON is checked, and not the models: it is what Intercom sees, and much less code.
    Map<?, ?> json = object(CANVASES.toJsonValue(canvas));
    Object content = json.get("content");
    Object url = json.get("content_url");
    if (content == null && url == null) {
      throw problem(
          "the canvas", "has no content", "set content(..), or in the Messenger contentUrl(..)");
    }
    if (content != null && url != null) {
      throw problem("the canvas", "has a content and a content_url", "set one of them");
    }
    if (url != null) {
      if (inbox) {
        throw problem(
            "the canvas",
            "has a content_url, which only the Messenger supports",
            "set content(..)");
      }
      checkHttps("the canvas", "content_url", url);
    }
    checkSize("content", content, "show fewer components, and a button for the others");
    checkSize(
        "stored_data", json.get("stored_data"), "store a key, and keep the data on the server");
    List<?> components = list(object(content).get("components"));
    for (int i = 0; i < components.size(); i++) {
      checkComponent(object(components.get(i)), "at position " + (i + 1));
    }
  }

  private void checkComponent(Map<?, ?> component, String position) {
    String type = String.valueOf(component.get("type"));
    String name = name(type, component, position);
    checkId(name, component, ids, COMPONENTS);
    checkAction(name, component);
    switch (type) {
      case "image" -> checkImage(name, component, "url", "width", "height");
      case "list" -> {
        for (Object one : list(component.get("items"))) {
          Map<?, ?> item = object(one);
          String itemName = name("item", item, "without an id") + " of " + name;
          checkId(itemName, item, ids, COMPONENTS);
          checkAction(itemName, item);
          if (item.get("image") != null) {
            checkImage(itemName, item, "image", "image_width", "image_height");
          }
        }
      }
      case "dropdown", "single-select", "checkbox" -> checkOptions(type, name, component);
      default -> {}
    }
  }

  private void checkOptions(String type, String name, Map<?, ?> component) {
    List<?> options = list(component.get("options"));
    if (type.equals("checkbox") && options.isEmpty()) {
      throw problem(name, "has no option", "add at least one");
    }
    if (!type.equals("checkbox")
        && (options.size() < MIN_OPTIONS || options.size() > MAX_OPTIONS)) {
      throw problem(
          name,
          "has " + options.size() + (options.size() == 1 ? " option" : " options"),
          options.size() < MIN_OPTIONS
              ? "add options until there are 2, or show a text"
              : "show at most 10 options, or an input");
    }
    // Intercom calls their ids unique too, but does not say among what. A value is that of one
    // component, so two components may have the same options.
    Map<String, String> optionIds = new HashMap<>();
    for (Object one : options) {
      Map<?, ?> option = object(one);
      checkId(
          name("option", option, "without an id") + " of " + name,
          option,
          optionIds,
          "option of a component");
    }
  }

  private static void checkId(
      String name, Map<?, ?> owner, Map<String, String> ids, String owners) {
    if (owner.get("id") instanceof String id) {
      String other = ids.putIfAbsent(id, name);
      if (other != null) {
        throw problem(name, "has the id of " + other, "give each " + owners + " an id of its own");
      }
    }
  }

  private void checkAction(String name, Map<?, ?> owner) {
    Map<?, ?> action = object(owner.get("action"));
    if ("sheet".equals(action.get("type"))) {
      if (inbox) {
        throw problem(
            name,
            "opens a sheet, which only the Messenger supports",
            "use a submit or a url action");
      }
      checkHttps(name, "url", action.get("url"));
    }
  }

  private static void checkImage(
      String name, Map<?, ?> owner, String url, String width, String height) {
    checkHttps(name, url, owner.get(url));
    if (!isPositive(owner.get(width)) || !isPositive(owner.get(height))) {
      throw problem(
          name,
          "has an image with the %s %s and the %s %s"
              .formatted(width, owner.get(width), height, owner.get(height)),
          "set both, in pixels");
    }
  }

  private static boolean isPositive(@Nullable Object value) {
    return value instanceof Number number && number.doubleValue() >= 1;
  }

  private static void checkHttps(String name, String property, @Nullable Object url) {
    if (!(url instanceof String text && text.startsWith(Texts.HTTPS))) {
      throw problem(
          name, "has the " + property + " " + quoted(url), "set an address with https://");
    }
  }

  private static void checkSize(String property, @Nullable Object json, String remedy) {
    int bytes = bytes(json);
    if (bytes > MAX_BYTES) {
      throw problem(
          "the " + property + " of the canvas",
          "has " + bytes + " bytes, more than " + MAX_BYTES,
          remedy);
    }
  }

  static int bytes(@Nullable Object json) {
    return FreeFormJson.ADAPTER.toJson(json).getBytes(StandardCharsets.UTF_8).length;
  }

  private static String name(String type, Map<?, ?> owner, String otherwise) {
    Object id = owner.get("id");
    return "the " + type + " " + (id == null ? otherwise : quoted(id));
  }

  private static String quoted(@Nullable Object text) {
    return "'" + Values.printable(String.valueOf(text)) + "'";
  }

  private static IllegalArgumentException problem(String name, String problem, String remedy) {
    return new IllegalArgumentException(name + " " + problem + ": " + remedy);
  }

  private static Map<?, ?> object(@Nullable Object json) {
    return json instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object json) {
    return json instanceof List<?> list ? list : List.of();
  }
}
