package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;

/** A connection to a workspace: Intercom, or the sandbox that is compared with it. */
final class Target implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");

  private final HttpUrl baseUrl;
  private final OkHttpClient http;
  private final String token;
  private final Recorder recorder;
  private final Intercom intercom;
  private final BooleanSupplier stopped;
  private final Map<ApiVersion, Intercom> versions = new HashMap<>();
  private final Map<ApiVersion, RawApi> apis = new HashMap<>();
  private boolean cleaning;

  /**
   * @param share the share of the rate limit that the calls may use
   * @param stopped whether no more calls may be sent, except those that clean up
   */
  Target(OkHttpClient client, String baseUrl, String token, double share, BooleanSupplier stopped) {
    this.baseUrl = HttpUrl.get(baseUrl);
    this.token = token;
    this.recorder = new Recorder(this.baseUrl);
    this.http = client.newBuilder().addInterceptor(recorder).build();
    this.stopped = stopped;
    this.intercom =
        Intercom.builder()
            .accessToken(token)
            .baseUrl(baseUrl)
            .client(http)
            .rateLimitShare(share)
            .build();
  }

  Recorder recorder() {
    return recorder;
  }

  OkHttpClient http() {
    return http;
  }

  String baseUrl() {
    return baseUrl.toString();
  }

  /** Allows calls after a stop, because they clean up. */
  void startCleaning() {
    cleaning = true;
    recorder.keep(false);
  }

  /** Returns whether no more calls may be sent. */
  boolean isStopped() {
    return stopped.getAsBoolean() && !cleaning;
  }

  /** Returns the library for a version. */
  Intercom library(ApiVersion version) {
    if (isStopped()) {
      throw new StoppedException();
    }
    return versions.computeIfAbsent(version, intercom::withVersion);
  }

  /** Returns a builder of an address with these segments of the path. */
  HttpUrl.Builder url(String... segments) {
    HttpUrl.Builder url = baseUrl.newBuilder();
    for (String segment : segments) {
      url.addPathSegment(segment);
    }
    return url;
  }

  /** Returns a request that the library does not send. */
  Request request(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json")
        .header("Intercom-Version", Scratch.NEWEST.getValue())
        .build();
  }

  Exchange get(ApiVersion version, HttpUrl.Builder url) {
    return send(version, api -> api.get(url.toString()));
  }

  Exchange getAsHtml(ApiVersion version, HttpUrl.Builder url) {
    return send(version, api -> api.getAsHtml(url.toString()));
  }

  Exchange post(ApiVersion version, HttpUrl.Builder url, JsonNode body) {
    return send(version, api -> api.post(url.toString(), body(body)));
  }

  Exchange put(ApiVersion version, HttpUrl.Builder url, JsonNode body) {
    return send(version, api -> api.put(url.toString(), body(body)));
  }

  Exchange delete(ApiVersion version, HttpUrl.Builder url) {
    return send(version, api -> api.delete(url.toString()));
  }

  private static RequestBody body(JsonNode json) {
    return RequestBody.create(json.toString(), JSON);
  }

  /** Sends a call, and returns its exchange, also if it is an error. */
  private Exchange send(ApiVersion version, Function<RawApi, Call<ResponseBody>> call) {
    Intercom library = library(version);
    RawApi api = apis.computeIfAbsent(version, v -> library.api(RawApi.class));
    Exchange unused = recorder.takeLast();
    IntercomException failure = null;
    try {
      library.execute(call.apply(api)).close();
    } catch (ApiException | DecodingException e) {
      // A response was received: an error, or a success without a body.
      failure = e;
    }
    Exchange exchange = recorder.takeLast();
    if (exchange != null) {
      return exchange;
    }
    // Without an exchange nothing was sent.
    throw failure == null ? new IllegalStateException("no exchange was recorded") : failure;
  }

  @Override
  public void close() {
    intercom.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
