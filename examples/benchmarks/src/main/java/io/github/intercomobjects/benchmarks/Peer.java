package io.github.intercomobjects.benchmarks;

import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The ways of writing a client that are compared. */
enum Peer {
  OURS("ours"),
  STOCK("stock"),
  MOSHI("Moshi by hand"),
  JACKSON("Jackson by hand");

  private final String label;

  Peer(String label) {
    this.label = label;
  }

  /**
   * Returns a contender. No class of the others is loaded.
   *
   * @param client the client to use instead of the default; null for the default
   */
  Contender create(String baseUrl, @Nullable OkHttpClient client) {
    return switch (this) {
      case OURS -> new Facade(baseUrl, client);
      case STOCK -> new Stock(baseUrl, client == null ? new OkHttpClient() : client);
      case MOSHI -> new MoshiByHand(baseUrl, client == null ? new OkHttpClient() : client);
      case JACKSON -> new JacksonByHand(baseUrl, client == null ? new OkHttpClient() : client);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
