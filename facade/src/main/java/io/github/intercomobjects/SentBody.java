package io.github.intercomobjects;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * The body of one attempt, which knows whether it was written, and which is written at most once
 * where a repetition could apply the call twice: OkHttp repeats on its own after a stale
 * connection, a 408 and a 503.
 */
final class SentBody {
  private final @Nullable Tracked body;

  private SentBody(@Nullable Tracked body) {
    this.body = body;
  }

  static SentBody of(@Nullable RequestBody body, boolean repeatable) {
    return new SentBody(body == null ? null : new Tracked(body, !repeatable));
  }

  @Nullable RequestBody get() {
    return body;
  }

  /** Whether there is a body and not a byte of it was handed to the connection. */
  boolean isUnsent() {
    return body != null && !body.written;
  }

  private static final class Tracked extends RequestBody {
    private final RequestBody body;
    private final boolean oneShot;
    private volatile boolean written;

    Tracked(RequestBody body, boolean oneShot) {
      this.body = body;
      this.oneShot = oneShot;
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
      return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
      return oneShot;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      if (oneShot && written) {
        throw new IOException("not sent again: a repetition could apply the call twice");
      }
      written = true;
      body.writeTo(sink);
    }
  }
}
