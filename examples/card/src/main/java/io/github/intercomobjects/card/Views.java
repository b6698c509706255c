package io.github.intercomobjects.card;

import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.canvas.CanvasRequest;
import io.github.intercomobjects.canvas.CardDetails;
import io.github.intercomobjects.canvas.CardList;
import io.github.intercomobjects.canvas.Formats;
import io.github.intercomobjects.canvas.model.Action;
import io.github.intercomobjects.canvas.model.ButtonComponent;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.SubmitAction;
import io.github.intercomobjects.canvas.model.TextComponent;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canvases of the card. The first has one list, and a button for the other: Intercom asks for
 * at most 400 pixels of height and no primary button, and one list costs one call.
 */
final class Views {
  /** The ids of the buttons that lead to the lists. */
  static final String ORDERS = "list:order:first";

  static final String SUBSCRIPTIONS = "list:subscription:first";

  /** The key in the stored data, and the amount that the teammate saw. */
  static final String REFUND_KEY = "refund_key";

  static final String REFUND_AMOUNT = "refund_amount";

  private final Formats formats;
  private final CardList<Order> orders;
  private final CardList<Subscription> subscriptions;
  private final CardDetails<Order> ofTeammates;
  private final CardDetails<Order> ofCustomers;
  private final CardDetails<Subscription> subscription;

  /**
   * @param shop the address to which the number of an order is appended
   */
  Views(String shop, ZoneId zone) {
    formats = Formats.of(Locale.US, zone);
    orders =
        CardList.<Order>builder("order")
            .heading("Orders")
            .title(one -> one.getExternalId())
            .subtitle(one -> one.getValue().status())
            .tertiaryText(one -> money(one.getValue().total(), one.getValue().currency()))
            .empty("No orders yet")
            .labels("More", "Previous")
            .build();
    subscriptions =
        CardList.<Subscription>builder("subscription")
            .heading("Subscriptions")
            .title(one -> one.getValue().plan())
            .subtitle(one -> one.getValue().status())
            .tertiaryText(one -> money(one.getValue().price(), one.getValue().currency()))
            .empty("No subscriptions yet")
            .labels("More", "Previous")
            .build();
    ofTeammates =
        order()
            .action("refund", "Refund…", one -> one.getValue().isRefundable())
            .link(
                "Open in the shop", one -> one.getExternalId() == null ? null : shop + encoded(one))
            .back("Back")
            .build();
    ofCustomers = order().back("Back").build();
    subscription =
        CardDetails.<Subscription>builder("subscription")
            .heading(one -> one.getValue().plan())
            .field("Number", CustomObject::getExternalId)
            .field("Status", one -> one.getValue().status())
            .field("Price", one -> money(one.getValue().price(), one.getValue().currency()))
            .field("Renews", one -> one.getValue().renewsAt(), formats::date)
            .back("Back")
            .build();
  }

  private CardDetails.Builder<Order> order() {
    return CardDetails.<Order>builder("order")
        .heading(one -> one.getExternalId() == null ? null : "Order " + one.getExternalId())
        .field("Status", one -> one.getValue().status())
        .field("Total", one -> money(one.getValue().total(), one.getValue().currency()))
        .field("Items", one -> one.getValue().items())
        .field("Placed", one -> one.getValue().placedAt(), formats::dateTime);
  }

  private static String encoded(CustomObject<Order> one) {
    return URLEncoder.encode(String.valueOf(one.getExternalId()), StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private @Nullable String money(@Nullable BigDecimal amount, @Nullable String currency) {
    if (amount == null) {
      return null;
    }
    // What is no code of a currency may be a text of any length.
    return formats.money(amount, currency == null || currency.length() != 3 ? "" : currency);
  }

  /** Returns the first canvas of a card in the Messenger, whose request names no contact. */
  Canvas welcome() {
    return canvas(
        Map.of(),
        text("Your orders and subscriptions", TextComponent.Style.HEADER),
        button(ORDERS, "Show my orders"),
        button(SUBSCRIPTIONS, "Show my subscriptions"));
  }

  Canvas orders(List<CustomObject<Order>> objects, CanvasRequest request) {
    return CardList.join(
        orders.render(objects, request), canvas(Map.of(), link(SUBSCRIPTIONS, "Subscriptions")));
  }

  Canvas subscriptions(List<CustomObject<Subscription>> objects, CanvasRequest request) {
    return CardList.join(
        subscriptions.render(objects, request), canvas(Map.of(), link(ORDERS, "Orders")));
  }

  Canvas subscription(CustomObject<Subscription> one, CanvasRequest request) {
    return subscription.render(one, request);
  }

  /** Returns the details of an order. A teammate also sees who refunded it, and the actions. */
  Canvas order(CustomObject<Order> one, CanvasRequest request) {
    if (!isOfTeammate(request)) {
      return ofCustomers.render(one, request);
    }
    Canvas details = ofTeammates.render(one, request);
    Order order = one.getValue();
    if (!order.isRefunded() || order.refundedAt() == null) {
      return details;
    }
    String teammate = order.refundedBy() == null ? "" : " by " + order.refundedBy();
    String audit = "Refunded%s on %s".formatted(teammate, formats.dateTime(order.refundedAt()));
    return CardList.join(
        details, canvas(Map.of(), text(Formats.plain(audit), TextComponent.Style.MUTED)));
  }

  /**
   * Returns the question whether an order is to be refunded.
   *
   * @param key the key of the refund, which is done once
   */
  Canvas refund(CustomObject<Order> one, CanvasRequest request, String key) {
    Order order = one.getValue();
    String amount = String.valueOf(money(order.total(), order.currency()));
    Map<String, @Nullable Object> stored = new LinkedHashMap<>(request.getStoredData());
    stored.put(REFUND_KEY, key);
    stored.put(REFUND_AMOUNT, amount);
    String question =
        "The customer gets %s back for order %s. This cannot be undone."
            .formatted(amount, one.getExternalId());
    return canvas(
        stored,
        text("Refund this order?", TextComponent.Style.HEADER),
        text(Formats.plain(question), TextComponent.Style.PARAGRAPH),
        button("confirm:" + one.getId(), "Refund " + amount, ButtonComponent.Style.PRIMARY),
        link("order:" + one.getId(), "Cancel"));
  }

  /** Returns whether the amount of an order is the one that the teammate saw. */
  boolean isAsSeen(Order order, CanvasRequest request) {
    return String.valueOf(money(order.total(), order.currency()))
        .equals(request.getStoredData().get(REFUND_AMOUNT));
  }

  static boolean isOfTeammate(CanvasRequest request) {
    return request.getKind() == CanvasRequest.Kind.INBOX_INITIALIZE
        || request.getKind() == CanvasRequest.Kind.INBOX_SUBMIT;
  }

  static Canvas canvas(Map<String, @Nullable Object> stored, Component... components) {
    return Canvas.builder()
        .content(Content.builder().components(List.of(components)).build())
        .storedData(stored)
        .build();
  }

  static Component text(String text, TextComponent.Style style) {
    return Component.of(TextComponent.builder().text(text).style(style).build());
  }

  static Component button(String id, String label) {
    return button(id, label, ButtonComponent.Style.SECONDARY);
  }

  private static Component link(String id, String label) {
    return button(id, label, ButtonComponent.Style.LINK);
  }

  private static Component button(String id, String label, ButtonComponent.Style style) {
    return Component.of(
        ButtonComponent.builder()
            .id(id)
            .label(label)
            .style(style)
            .action(Action.of(SubmitAction.builder().build()))
            .build());
  }
}
