package io.github.intercomobjects.card;

import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.ConnectionException;
import io.github.intercomobjects.DroppedAttributesException;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.PermissionException;
import io.github.intercomobjects.RateLimitException;
import io.github.intercomobjects.canvas.CanvasHandler;
import io.github.intercomobjects.canvas.CanvasRequest;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.TextComponent;
import java.io.InterruptedIOException;
import java.util.function.BiConsumer;

/** The cards that report failures of calls, each with a button that tries the same again. */
final class Problems {
  static final String SLOW = "Intercom's API takes longer than usual.";

  private static final String OF_CUSTOMERS =
      "Your orders cannot be shown at the moment. Please try again later.";

  private final BiConsumer<CanvasRequest, Throwable> listener;

  /**
   * @param listener gets each exception, since a card shows none
   */
  Problems(BiConsumer<CanvasRequest, Throwable> listener) {
    this.listener = listener;
  }

  /** Returns a handler whose failed calls become cards. */
  CanvasHandler<Canvas> reported(CanvasHandler<Canvas> handler) {
    return request -> {
      try {
        return handler.handle(request);
      } catch (IntercomException | CardProblem e) {
        listener.accept(request, e);
        return canvas(request, Views.isOfTeammate(request) ? text(e) : OF_CUSTOMERS);
      }
    };
  }

  private static Canvas canvas(CanvasRequest request, String text) {
    String again = request.getComponentId() == null ? Views.ORDERS : request.getComponentId();
    return Views.canvas(
        request.getStoredData(),
        Views.text(text, TextComponent.Style.ERROR),
        Views.button(again, "Try again"));
  }

  /** Returns what a teammate can do about a failure. */
  private static String text(RuntimeException e) {
    String text = cause(e);
    boolean unknown =
        e instanceof IntercomException failure
            && failure.getOutcome() == IntercomException.Outcome.UNKNOWN;
    return unknown
        ? text + " The change may have been stored: trying again checks that, and does it once."
        : text;
  }

  private static String cause(RuntimeException e) {
    if (e instanceof CardProblem) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof AuthenticationException) {
      return "Intercom does not accept the access token of this app. Its administrator has to"
          + " replace the token.";
    }
    if (e instanceof PermissionException) {
      return "The access token of this app lacks a permission. Its administrator has to add it.";
    }
    if (e instanceof RateLimitException limited) {
      long seconds = Math.max(1, limited.getRateLimit().getRetryAfter().toSeconds());
      return "Intercom's rate limit is used up. Please try again in %s s.".formatted(seconds);
    }
    if (e instanceof NotFoundException) {
      return "Intercom does not have this object, or not its object type.";
    }
    if (e instanceof DroppedAttributesException) {
      return "Intercom did not store all of it. The administrator of this app has to compare the"
          + " attributes of the object type with the README.";
    }
    if (e instanceof ConnectionException) {
      return isTimeout(e) ? SLOW : "Intercom's API cannot be reached.";
    }
    return "Intercom's API failed.";
  }

  private static boolean isTimeout(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException) {
        return true;
      }
    }
    return false;
  }
}
