package io.github.intercomobjects.canvas;

import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.canvas.model.Action;
import io.github.intercomobjects.canvas.model.ButtonComponent;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.DataTableComponent;
import io.github.intercomobjects.canvas.model.DataTableItem;
import io.github.intercomobjects.canvas.model.TextComponent;
import io.github.intercomobjects.canvas.model.UrlAction;
import io.github.intercomobjects.client.support.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The details of a custom object in a card: a heading, a table of values, and buttons. It needs the
 * artifact {@code intercom-objects}.
 *
 * <pre>{@code
 * Formats formats = Formats.of(Locale.US, ZoneId.of("America/New_York"));
 * CardDetails<Order> details =
 *     CardDetails.<Order>builder("order")
 *         .heading(one -> "Order " + one.getValue().number())
 *         .field("Status", one -> one.getValue().status())
 *         .field("Total", one -> one.getValue().total(), it -> formats.money(it, "EUR"))
 *         .field("Stored", one -> one.getCreatedAt(), formats::dateTime)
 *         .action("refund", "Refund", one -> "shipped".equals(one.getValue().status()))
 *         .link("Open", one -> "https://shop.example.com/orders/" + one.getExternalId())
 *         .back("Back")
 *         .build();
 * }</pre>
 *
 * <p>The id of the button of an action is its prefix, a colon and {@link CustomObject#getId()}, so
 * its handler is for {@code refund:{id}}. The id of the button Back begins with {@code list:}, as
 * those of a {@link CardList}; the stored data keeps the pages of all lists, and nothing else of
 * the request. The first button that is shown is a primary one.
 *
 * <p>Values are shown in one line, as they are, and those that are too long end with an ellipsis.
 * {@link #render} throws what the functions throw, also {@link
 * io.github.intercomobjects.DecodingException} if the object does not fit its type.
 *
 * <p>Immutable and thread-safe, if its functions are.
 */
@SuppressWarnings("exports") // Whoever uses it requires the facade.
public final class CardDetails<T> {
  private static final int MAX_VALUE = 1_000;

  /** The code points of all values of a table, which have at most 4 bytes each. */
  private static final int MAX_VALUES = 12_000;

  private record Field<T>(String label, Function<CustomObject<T>, @Nullable String> value) {}

  /** A button that is shown for an object if it has an action. */
  private record Button<T>(
      String label,
      Function<CustomObject<T>, String> id,
      Function<CustomObject<T>, @Nullable Action> action) {}

  private final String prefix;
  private final Function<CustomObject<T>, @Nullable String> heading;
  private final List<Field<T>> fields;
  private final List<Button<T>> buttons;
  private final String absent;
  private final @Nullable String back;

  private CardDetails(Builder<T> builder) {
    prefix = builder.prefix;
    heading = builder.heading;
    fields = List.copyOf(builder.fields);
    buttons = List.copyOf(builder.buttons);
    absent = builder.absent;
    back = builder.back;
  }

  /**
   * Returns a builder of details.
   *
   * @param prefix the prefix of the list from which they are opened, for example {@code order}
   */
  public static <T> Builder<T> builder(String prefix) {
    return new Builder<>(Texts.checkPrefix(prefix));
  }

  /**
   * Returns the details of an object.
   *
   * @throws IllegalArgumentException if the address of a link does not begin with {@code https://}
   */
  public Canvas render(CustomObject<T> one, CanvasRequest request) {
    List<Component> components = new ArrayList<>();
    String name = Texts.line(heading.apply(one), Texts.TITLE);
    components.add(
        Texts.text(
            Texts.plain(name.isEmpty() ? CardList.name(one) : name), TextComponent.Style.HEADER));
    List<DataTableItem> rows = rows(one);
    if (!rows.isEmpty()) {
      components.add(Component.of(DataTableComponent.builder().items(rows).build()));
    }
    ButtonComponent.Style style = ButtonComponent.Style.PRIMARY;
    for (Button<T> button : buttons) {
      Action action = button.action.apply(one);
      if (action != null) {
        components.add(Texts.button(button.id.apply(one), button.label, style, action));
        style = ButtonComponent.Style.SECONDARY;
      }
    }
    if (back != null) {
      components.add(
          Texts.button(CardList.buttonId(prefix, "back"), back, ButtonComponent.Style.LINK));
    }
    return CardList.canvas(components, CardList.pages(request));
  }

  private List<DataTableItem> rows(CustomObject<T> one) {
    List<DataTableItem> rows = new ArrayList<>();
    for (Field<T> field : fields) {
      String text =
          Texts.line(field.value.apply(one), Math.min(MAX_VALUE, MAX_VALUES / fields.size()));
      String value = text.isEmpty() ? absent : text;
      if (!value.isEmpty()) {
        rows.add(DataTableItem.builder().field(field.label).value(value).build());
      }
    }
    return rows;
  }

  private static @Nullable Action open(String label, @Nullable String url) {
    if (url == null) {
      return null;
    }
    if (!url.startsWith(Texts.HTTPS)) {
      throw new IllegalArgumentException(
          "the link '%s' has the address '%s': return one with https://"
              .formatted(label, Values.printable(url)));
    }
    return Texts.isShort(url) ? Action.of(UrlAction.builder().url(url).build()) : null;
  }

  /** A builder of {@link CardDetails}. Not thread-safe. */
  public static final class Builder<T> {
    private final String prefix;
    private Function<CustomObject<T>, @Nullable String> heading = CustomObject::getExternalId;
    private final List<Field<T>> fields = new ArrayList<>();
    private final List<Button<T>> buttons = new ArrayList<>();
    private String absent = "";
    private @Nullable String back;

    private Builder(String prefix) {
      this.prefix = prefix;
    }

    /**
     * Sets the heading, in which Markdown is shown as it is. The default is the external id, or
     * Intercom's id without one.
     */
    public Builder<T> heading(Function<CustomObject<T>, @Nullable String> heading) {
      this.heading = Objects.requireNonNull(heading, "heading");
      return this;
    }

    /** Adds a row of the table. A value that is null or blank is absent. */
    public Builder<T> field(String label, Function<CustomObject<T>, @Nullable String> value) {
      fields.add(new Field<>(label, Objects.requireNonNull(value, "value")));
      return this;
    }

    /** Adds a row of the table. The format is not called for null, which is absent. */
    public <V> Builder<T> field(
        String label,
        Function<CustomObject<T>, @Nullable V> value,
        Function<? super V, String> format) {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(format, "format");
      return field(
          label,
          one -> {
            V present = value.apply(one);
            return present == null ? null : format.apply(present);
          });
    }

    /** Sets the text of absent values, for example a dash. By default, their rows are left out. */
    public Builder<T> absent(String absent) {
      this.absent = Objects.requireNonNull(absent, "absent");
      return this;
    }

    /**
     * Adds a button that opens a page of your own system in a new tab.
     *
     * @param url a function that returns an address with {@code https://}, or null for no button.
     *     One of more than 1,000 bytes is left out.
     */
    public Builder<T> link(String label, Function<CustomObject<T>, @Nullable String> url) {
      Objects.requireNonNull(url, "url");
      String id = "link:" + prefix + ":" + buttons.size();
      buttons.add(new Button<>(label, one -> id, one -> open(label, url.apply(one))));
      return this;
    }

    /** Adds a button whose id is the prefix, a colon and Intercom's id of the object. */
    public Builder<T> action(String prefix, String label) {
      return action(prefix, label, one -> true);
    }

    /** Adds a button that is shown for objects that meet a condition. */
    public Builder<T> action(String prefix, String label, Predicate<CustomObject<T>> condition) {
      Texts.checkPrefix(prefix);
      Objects.requireNonNull(condition, "condition");
      buttons.add(
          new Button<>(
              label,
              one -> prefix + ":" + one.getId(),
              one -> condition.test(one) ? Texts.SUBMIT : null));
      return this;
    }

    /** Adds a button that leads back to the list, and sets its label. */
    public Builder<T> back(String label) {
      this.back = Objects.requireNonNull(label, "label");
      return this;
    }

    /** Returns the details. */
    public CardDetails<T> build() {
      return new CardDetails<>(this);
    }
  }
}
