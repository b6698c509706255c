package io.github.intercomobjects.canvas;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Action;
import io.github.intercomobjects.canvas.model.ButtonComponent;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.ConfigureResponse;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.InitializeResponse;
import io.github.intercomobjects.canvas.model.LiveCanvasResponse;
import io.github.intercomobjects.canvas.model.SubmitAction;
import io.github.intercomobjects.canvas.model.SubmitResponse;
import io.github.intercomobjects.canvas.model.TextComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of responses, whose canvases are checked. */
final class Rendering {
  /** The id of the button of an error card in the Inbox, which requests the first canvas again. */
  static final String RESTART = "canvas-app:restart";

  private static final Moshi MOSHI = new Moshi.Builder().build();

  private Rendering() {}

  static String initialize(@Nullable Canvas canvas, CanvasRequest.Kind kind) {
    return write(
        InitializeResponse.class,
        InitializeResponse.builder().canvas(checked(canvas, kind)).build());
  }

  static String submit(@Nullable Canvas canvas, CanvasRequest.Kind kind) {
    return write(
        SubmitResponse.class, SubmitResponse.builder().canvas(checked(canvas, kind)).build());
  }

  static String submitResponse(@Nullable SubmitResponse response, CanvasRequest.Kind kind) {
    SubmitResponse present = present(response, kind);
    checked(present.getCanvas(), kind);
    if (present.getCardCreationOptions() != null && !kind.isInbox()) {
      throw new IllegalArgumentException(
          "the response to " + kind + " has card_creation_options: only the Inbox supports them");
    }
    return write(SubmitResponse.class, present);
  }

  static String configure(@Nullable ConfigureResponse response, CanvasRequest.Kind kind) {
    ConfigureResponse present = present(response, kind);
    if ((present.getCanvas() == null) == (present.getResults() == null)) {
      throw new IllegalArgumentException(
          "the response to " + kind + " has both or neither of canvas and results: set one");
    }
    if (present.getCanvas() != null) {
      checked(present.getCanvas(), kind);
    }
    return write(ConfigureResponse.class, present);
  }

  static String live(@Nullable Content content, CanvasRequest.Kind kind) {
    Content present = present(content, kind);
    checked(Canvas.builder().content(present).build(), kind);
    return write(LiveCanvasResponse.class, LiveCanvasResponse.builder().content(present).build());
  }

  /**
   * Returns the response to a request that failed. It has the stored data of the current canvas,
   * because a key in them may be what prevents that an action is done twice.
   */
  static String error(CanvasRequest request, String text, boolean restart) {
    List<Component> components = new ArrayList<>();
    components.add(
        Component.of(TextComponent.builder().text(text).style(TextComponent.Style.ERROR).build()));
    if (restart) {
      components.add(
          Component.of(
              ButtonComponent.builder()
                  .id(RESTART)
                  .label("Start again")
                  .style(ButtonComponent.Style.SECONDARY)
                  .action(Action.of(SubmitAction.builder().build()))
                  .build()));
    }
    Content content = Content.builder().components(components).build();
    if (request.getKind() == CanvasRequest.Kind.MESSENGER_LIVE) {
      return live(content, request.getKind());
    }
    Canvas.Builder canvas = Canvas.builder().content(content);
    Map<String, @Nullable Object> stored = request.getStoredData();
    if (!stored.isEmpty() && CanvasChecks.bytes(stored) <= CanvasChecks.MAX_BYTES) {
      canvas.storedData(stored);
    }
    return initialize(canvas.build(), request.getKind());
  }

  private static Canvas checked(@Nullable Canvas canvas, CanvasRequest.Kind kind) {
    Canvas present = present(canvas, kind);
    CanvasChecks.check(present, kind);
    return present;
  }

  /** Users in Java without a checker of nullness return null. */
  private static <T> T present(@Nullable T response, CanvasRequest.Kind kind) {
    if (response == null) {
      throw new IllegalStateException("the handler of " + kind + " returned null: return a canvas");
    }
    return response;
  }

  private static <T> String write(Class<T> type, T response) {
    return MOSHI.adapter(type).toJson(response);
  }
}
