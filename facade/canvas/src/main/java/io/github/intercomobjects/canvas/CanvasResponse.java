package io.github.intercomobjects.canvas;

import java.nio.charset.StandardCharsets;

/** A response to a request of Intercom, for the server to send. Immutable. */
public final class CanvasResponse {
  private final int status;
  private final byte[] body;

  CanvasResponse(int status, String json) {
    this.status = status;
    this.body = json.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the status: 200 with a card, even if the card reports an error; 400 if the body was no
   * JSON object, 401 if the signature was wrong, and 404 if the app has no handler.
   */
  public int getStatus() {
    return status;
  }

  /** Returns the media type of the body. */
  public String getContentType() {
    return "application/json";
  }

  /** Returns the body, which is empty if the status is 401. */
  public byte[] getBody() {
    return body.clone();
  }

  @Override
  public String toString() {
    return "CanvasResponse{" + status + ", " + body.length + " bytes}";
  }
}
