package io.github.intercomobjects.connect;

import io.github.intercomobjects.Intercom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The links that are attributes of contacts. */
final class ContactLinker {
  ContactLinker(Intercom intercom, Lease lease) {}

  CompletableFuture<?> link(Change change, CompletableFuture<?> result) {
    return result;
  }

  static @Nullable Throwable cause(@Nullable Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  void close() {}
}
