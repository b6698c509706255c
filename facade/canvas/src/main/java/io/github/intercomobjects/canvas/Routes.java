package io.github.intercomobjects.canvas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The handlers of an app, by the kind of a request and the id of its component. */
final class Routes {
  /** A handler that returns JSON, and the ids of components for which it is. */
  private record Route(ComponentPattern pattern, CanvasHandler<String> handler) {}

  /** A handler, and the request with the parts of its component id. */
  record Match(CanvasHandler<String> handler, CanvasRequest request) {}

  /** The longest id of a component in characters. */
  private static final int MAX_ID = 1_000;

  /** The handlers of kinds without components. */
  private final Map<CanvasRequest.Kind, CanvasHandler<String>> handlers =
      new EnumMap<>(CanvasRequest.Kind.class);

  /** The handlers of the other kinds, in the order of their patterns. */
  private final Map<CanvasRequest.Kind, List<Route>> routes =
      new EnumMap<>(CanvasRequest.Kind.class);

  Routes copy() {
    Routes copy = new Routes();
    copy.handlers.putAll(handlers);
    routes.forEach((kind, list) -> copy.routes.put(kind, List.copyOf(list)));
    return copy;
  }

  void add(CanvasRequest.Kind kind, CanvasHandler<String> handler) {
    if (handlers.putIfAbsent(kind, handler) != null) {
      throw new IllegalArgumentException("there is already a handler of " + kind + ": set one");
    }
  }

  void add(CanvasRequest.Kind kind, String componentId, CanvasHandler<String> handler) {
    ComponentPattern pattern = ComponentPattern.of(componentId);
    List<Route> list = routes.computeIfAbsent(kind, key -> new ArrayList<>());
    for (Route route : list) {
      if (route.pattern.equivalent(pattern)) {
        throw new IllegalArgumentException(
            "the component ids '%s' and '%s' of %s match the same: set one handler"
                .formatted(route.pattern, pattern, kind));
      }
    }
    list.add(new Route(pattern, handler));
    list.sort(Comparator.comparing(Route::pattern, ComponentPattern.ORDER));
  }

  boolean isEmpty() {
    return handlers.isEmpty() && routes.isEmpty();
  }

  boolean contains(CanvasRequest.Kind kind) {
    return handlers.containsKey(kind) || routes.containsKey(kind);
  }

  /** Returns the first handler of a request, or null if there is none. */
  @Nullable Match find(CanvasRequest request) {
    CanvasHandler<String> handler = handlers.get(request.getKind());
    if (handler != null) {
      return new Match(handler, request);
    }
    String id = request.getComponentId();
    if (id == null || id.length() > MAX_ID) {
      return null;
    }
    for (Route route : routes.getOrDefault(request.getKind(), List.of())) {
      Map<String, String> parts = route.pattern.match(id);
      if (parts != null) {
        return new Match(route.handler, request.withParts(parts));
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return Stream.of(CanvasRequest.Kind.values()).filter(this::contains).toList().toString();
  }
}
