package io.github.intercomobjects.canvas;

import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.canvas.model.ButtonComponent;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.ListComponent;
import io.github.intercomobjects.canvas.model.ListItem;
import io.github.intercomobjects.canvas.model.TextComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list of custom objects in a card, page by page. It needs the artifact {@code intercom-objects}.
 *
 * <pre>{@code
 * CardList<Order> list =
 *     CardList.<Order>builder("order")
 *         .heading("Orders")
 *         .title(one -> one.getValue().number())
 *         .subtitle(one -> one.getValue().status())
 *         .empty("No orders yet")
 *         .build();
 * CanvasHandler<Canvas> home = request -> list.render(orders(request), request);
 * CanvasApp app =
 *     CanvasApp.builder(clientSecret)
 *         .inboxInitialize(home)
 *         .inboxSubmit("list:{button}", home) // More and Back
 *         .inboxSubmit("order:{id}", request -> details.render(order(request), request))
 *         .build();
 * }</pre>
 *
 * <p>The id of an item is the prefix, a colon and {@link CustomObject#getId()}. The buttons have
 * ids that begin with {@code list:}, so one handler serves those of all lists. The number of the
 * page is in the stored data, under {@code order:page}. A page that does not exist, because there
 * are fewer objects or because it was forged, is the nearest one that does.
 *
 * <p>In the Messenger, look the id of an item up among the objects of the contact: ids are sent by
 * the browser of the contact, who may have no right to see the object.
 *
 * <p>Texts are shown in one line, as they are, and those that are too long end with an ellipsis. An
 * object that does not fit its type, so that {@link CustomObject#getValue()} throws {@link
 * DecodingException}, is an item with its external id; its details report the exception. Others of
 * the functions are thrown by {@link #render}.
 *
 * <p>Immutable and thread-safe, if its functions are.
 */
@SuppressWarnings("exports") // Whoever uses it requires the facade.
public final class CardList<T> {
  private static final int MAX_PAGE_SIZE = 20;
  private static final String PAGE = ":page";

  private final String prefix;
  private final String heading;
  private final String empty;
  private final String more;
  private final String back;
  private final int pageSize;
  private final Function<CustomObject<T>, @Nullable String> title;
  private final Function<CustomObject<T>, @Nullable String> subtitle;
  private final Function<CustomObject<T>, @Nullable String> tertiaryText;
  private final Function<CustomObject<T>, @Nullable String> image;
  private final long imageSize;

  private CardList(Builder<T> builder) {
    prefix = builder.prefix;
    heading = builder.heading;
    empty = builder.empty;
    more = builder.more;
    back = builder.back;
    pageSize = builder.pageSize;
    title = builder.title;
    subtitle = builder.subtitle;
    tertiaryText = builder.tertiaryText;
    image = builder.image;
    imageSize = builder.imageSize;
  }

  /**
   * Returns a builder of a list.
   *
   * @param prefix the beginning of the ids of its items, for example {@code order}. It is unique
   *     among the lists of a canvas.
   */
  public static <T> Builder<T> builder(String prefix) {
    return new Builder<>(Texts.checkPrefix(prefix));
  }

  /**
   * Returns a canvas with the components of several one below another, and the stored data of all:
   * for two lists, or for components of your own around a list.
   */
  public static Canvas join(Canvas... canvases) {
    List<Component> components = new ArrayList<>();
    Map<String, @Nullable Object> storedData = new LinkedHashMap<>();
    for (Canvas canvas : canvases) {
      if (canvas.getContent() != null && canvas.getContent().getComponents() != null) {
        components.addAll(canvas.getContent().getComponents());
      }
      if (canvas.getStoredData() != null) {
        storedData.putAll(canvas.getStoredData());
      }
    }
    return canvas(components, storedData);
  }

  static Canvas canvas(List<Component> components, Map<String, @Nullable Object> storedData) {
    return Canvas.builder()
        .content(Content.builder().components(components).build())
        .storedData(storedData)
        .build();
  }

  /**
   * Returns the page of the list that a request leads to: the next or previous one if it reports a
   * click on a button of the list, else the one that is in its stored data, else the first.
   *
   * @param objects all objects, in the order in which they are shown. An object that occurs twice
   *     is shown once.
   */
  public Canvas render(List<CustomObject<T>> objects, CanvasRequest request) {
    Set<String> ids = new HashSet<>();
    List<CustomObject<T>> distinct = new ArrayList<>();
    for (CustomObject<T> one : objects) {
      if (ids.add(one.getId())) {
        distinct.add(one);
      }
    }
    int pages = Math.max(1, (distinct.size() + pageSize - 1) / pageSize);
    int page = page(request, pages);
    int from = (page - 1) * pageSize;
    int to = Math.min(distinct.size(), from + pageSize);

    List<Component> components = new ArrayList<>();
    if (!heading.isEmpty()) {
      components.add(Texts.text(heading, TextComponent.Style.HEADER));
    }
    if (distinct.isEmpty()) {
      components.add(Texts.text(empty, TextComponent.Style.MUTED));
    } else {
      List<ListItem> items = distinct.subList(from, to).stream().map(this::item).toList();
      components.add(Component.of(ListComponent.builder().items(items).build()));
    }
    if (page < pages) {
      components.add(Texts.button(buttonId("more"), more, ButtonComponent.Style.SECONDARY));
    }
    if (page > 1) {
      components.add(Texts.button(buttonId("previous"), back, ButtonComponent.Style.LINK));
    }
    return canvas(components, Map.of(prefix + PAGE, page));
  }

  private int page(CanvasRequest request, int pages) {
    long page = number(request.getStoredData().get(prefix + PAGE));
    if (buttonId("more").equals(request.getComponentId())) {
      page++;
    } else if (buttonId("previous").equals(request.getComponentId())) {
      page--;
    }
    return (int) Math.max(1, Math.min(pages, page));
  }

  /** Returns the number of a page in stored data, which may be anything. */
  private static long number(@Nullable Object stored) {
    double number = stored instanceof Number value ? value.doubleValue() : 1;
    if (stored instanceof String text && text.matches("[0-9]{1,9}")) {
      number = Integer.parseInt(text);
    }
    return (long) Math.max(1, Math.min(Integer.MAX_VALUE, number));
  }

  /** Returns the pages of all lists, for a canvas that leads back to them. */
  static Map<String, @Nullable Object> pages(CanvasRequest request) {
    Map<String, @Nullable Object> pages = new LinkedHashMap<>();
    request
        .getStoredData()
        .forEach(
            (name, value) -> {
              if (name.endsWith(PAGE)) {
                pages.put(name, number(value));
              }
            });
    return pages;
  }

  private String buttonId(String button) {
    return buttonId(prefix, button);
  }

  static String buttonId(String prefix, String button) {
    return "list:" + prefix + ":" + button;
  }

  private ListItem item(CustomObject<T> one) {
    ListItem.Builder item =
        ListItem.builder().id(prefix + ":" + one.getId()).title(name(one)).action(Texts.SUBMIT);
    try {
      set(item::title, title.apply(one));
      set(item::subtitle, subtitle.apply(one));
      set(item::tertiaryText, tertiaryText.apply(one));
      String url = image.apply(one);
      if (url != null && url.startsWith(Texts.HTTPS) && Texts.isShort(url)) {
        item.image(url).imageWidth(imageSize).imageHeight(imageSize);
      }
    } catch (DecodingException e) {
      // The other objects can be shown. Whoever opens the details of this one gets the exception.
    }
    return item.build();
  }

  private static void set(Consumer<String> property, @Nullable String text) {
    String line = Texts.line(text, Texts.TITLE);
    if (!line.isEmpty()) {
      property.accept(line);
    }
  }

  /** Returns the name of an object without one of its own. */
  static String name(CustomObject<?> one) {
    String externalId = Texts.line(one.getExternalId(), Texts.TITLE);
    return externalId.isEmpty() ? one.getId() : externalId;
  }

  /**
   * A builder of a {@link CardList}. A function that returns null or a blank text leaves the text
   * out. Not thread-safe.
   */
  public static final class Builder<T> {
    private final String prefix;
    private String heading = "";
    private String empty = "Nothing to show";
    private String more = "More";
    private String back = "Back";
    private int pageSize = 5;
    private Function<CustomObject<T>, @Nullable String> title = CustomObject::getExternalId;
    private Function<CustomObject<T>, @Nullable String> subtitle = one -> null;
    private Function<CustomObject<T>, @Nullable String> tertiaryText = one -> null;
    private Function<CustomObject<T>, @Nullable String> image = one -> null;
    private long imageSize = 1;

    private Builder(String prefix) {
      this.prefix = prefix;
    }

    /** Sets the heading above the list, in which Markdown is rendered. The default is none. */
    public Builder<T> heading(String heading) {
      this.heading = Objects.requireNonNull(heading, "heading");
      return this;
    }

    /** Sets the title of an item. The default is its external id, or Intercom's id without one. */
    public Builder<T> title(Function<CustomObject<T>, @Nullable String> title) {
      this.title = Objects.requireNonNull(title, "title");
      return this;
    }

    /** Sets the text below the title. */
    public Builder<T> subtitle(Function<CustomObject<T>, @Nullable String> subtitle) {
      this.subtitle = Objects.requireNonNull(subtitle, "subtitle");
      return this;
    }

    /** Sets the text after the subtitle. */
    public Builder<T> tertiaryText(Function<CustomObject<T>, @Nullable String> tertiaryText) {
      this.tertiaryText = Objects.requireNonNull(tertiaryText, "tertiaryText");
      return this;
    }

    /**
     * Sets the image before the texts.
     *
     * @param url a function that returns an address with {@code https://}, or null for no image.
     *     Another address, and one of more than 1,000 bytes, is left out, because the other objects
     *     can be shown.
     * @param size the width and the height in pixels
     */
    public Builder<T> image(Function<CustomObject<T>, @Nullable String> url, int size) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "an image of " + size + " pixels cannot be shown: pass at least 1");
      }
      this.image = Objects.requireNonNull(url, "url");
      this.imageSize = size;
      return this;
    }

    /** Sets the number of objects on a page, from 1 to 20. The default is 5. */
    public Builder<T> pageSize(int pageSize) {
      if (pageSize < 1 || pageSize > MAX_PAGE_SIZE) {
        throw new IllegalArgumentException(
            "a page of %d objects is too small, or too large for a card: pass 1 to %d"
                .formatted(pageSize, MAX_PAGE_SIZE));
      }
      this.pageSize = pageSize;
      return this;
    }

    /** Sets the text without objects, in which Markdown is rendered. */
    public Builder<T> empty(String empty) {
      this.empty = Objects.requireNonNull(empty, "empty");
      return this;
    }

    /** Sets the labels of the buttons of the next and of the previous page. */
    public Builder<T> labels(String more, String back) {
      this.more = Objects.requireNonNull(more, "more");
      this.back = Objects.requireNonNull(back, "back");
      return this;
    }

    /** Returns the list. */
    public CardList<T> build() {
      return new CardList<>(this);
    }
  }
}
