package io.github.intercomobjects.canvas;

/**
 * A handler of requests. It runs on a thread of the {@link CanvasApp}, and may block.
 *
 * @param <R> the type of the response
 */
@FunctionalInterface
public interface CanvasHandler<R> {
  /**
   * Returns the response to a request.
   *
   * @throws Exception if there is none. The card shows that something went wrong, without a text of
   *     the exception, which goes to the listener of the app.
   */
  R handle(CanvasRequest request) throws Exception;
}
