package io.github.intercomobjects.spring;

import com.squareup.moshi.Moshi;
import io.github.intercomobjects.CallListener;
import io.github.intercomobjects.Intercom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** A factory of clients with the settings and the beans of the application. */
final class ClientFactory {
  /** The name of the client bean, in health and meters too. */
  static final String DEFAULT = "intercom";

  /**
   * The name of the {@code OkHttpClient} bean for Intercom, for applications whose only other one
   * is for another API, with interceptors that must not see these calls.
   */
  static final String HTTP_CLIENT = "intercomHttpClient";

  private static final String TOKEN = "access-token";

  private final ClientSettings settings;
  private final ObjectProvider<OkHttpClient> ownHttp;
  private final ObjectProvider<OkHttpClient> http;
  private final ObjectProvider<Moshi> moshi;
  private final ObjectProvider<CallListener> listeners;
  private final ObjectProvider<ClientMeters> meters;
  private final ObjectProvider<IntercomBuilderCustomizer> customizers;

  ClientFactory(
      ClientSettings settings,
      ObjectProvider<OkHttpClient> ownHttp,
      ObjectProvider<OkHttpClient> http,
      ObjectProvider<Moshi> moshi,
      ObjectProvider<CallListener> listeners,
      ObjectProvider<ClientMeters> meters,
      ObjectProvider<IntercomBuilderCustomizer> customizers) {
    this.settings = settings;
    this.ownHttp = ownHttp;
    this.http = http;
    this.moshi = moshi;
    this.listeners = listeners;
    this.meters = meters;
    this.customizers = customizers;
  }

  /** Returns a builder of the client bean. */
  Intercom.Builder builder() {
    return customized(base(), DEFAULT);
  }

  /** Returns the client of a builder, which may lack a token. */
  static Intercom build(Intercom.Builder builder) {
    try {
      return builder.build();
    } catch (IllegalStateException e) {
      throw new InvalidPropertyException(
          ClientSettings.PREFIX + TOKEN, String.valueOf(e.getMessage()));
    }
  }

  /** Returns the clients of workspaces, which share the connections of one that nobody else has. */
  IntercomWorkspaces workspaces(Map<String, ClientSettings> workspaces) {
    Map<String, Intercom> clients = new LinkedHashMap<>();
    Intercom owner = null;
    for (Map.Entry<String, ClientSettings> entry : workspaces.entrySet()) {
      String name = entry.getKey();
      ClientSettings workspace = entry.getValue();
      String prefix = ClientSettings.PREFIX + "workspaces." + name + ".";
      if (name.equals(DEFAULT)) {
        throw new InvalidPropertyException(
            prefix + TOKEN,
            "the name \"%s\" is that of the client bean in health and meters; give the workspace another one"
                .formatted(name));
      }
      if (workspace.accessToken() == null) {
        // Else its client would have the token of another workspace.
        throw new InvalidPropertyException(prefix + TOKEN, "accessToken is missing");
      }
      if (owner == null) {
        Intercom.Builder first = base();
        workspace.applyTokenTo(first, prefix);
        owner = customized(first, name).build();
      }
      Intercom.Builder builder = owner.newBuilder();
      workspace.applyTo(builder, prefix, settings);
      clients.put(name, customized(builder, name).build());
    }
    return new IntercomWorkspaces(clients, owner);
  }

  private Intercom.Builder base() {
    Intercom.Builder builder = Intercom.builder();
    OkHttpClient client = ownHttp.getIfUnique(http::getIfUnique);
    if (client != null) {
      builder.client(client);
    }
    moshi.ifUnique(builder::moshi);
    settings.applyTo(builder, ClientSettings.PREFIX, null);
    return builder;
  }

  private Intercom.Builder customized(Intercom.Builder builder, String name) {
    CallListener listener = listener(name);
    if (listener != null) {
      builder.listener(listener);
    }
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder;
  }

  private @Nullable CallListener listener(String name) {
    List<CallListener> all = new ArrayList<>(listeners.orderedStream().toList());
    meters.stream().map(one -> one.listener(name)).forEach(all::add);
    return all.isEmpty() ? null : new CallListeners(all);
  }
}
