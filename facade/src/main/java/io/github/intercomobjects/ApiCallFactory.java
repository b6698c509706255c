package io.github.intercomobjects;

import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import retrofit2.Invocation;

/**
 * The factory of the calls of one client's Retrofit interfaces. Each {@link ApiCall} is a tag of
 * its request. Thread-safe.
 */
final class ApiCallFactory implements Call.Factory {
  private final Settings settings;
  private final ConcurrentHashMap<Method, Operation> operations = new ConcurrentHashMap<>();

  ApiCallFactory(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Call newCall(Request request) {
    HttpUrl url = request.url();
    HttpUrl base = settings.baseUrl();
    if (!url.scheme().equals(base.scheme())
        || !url.host().equals(base.host())
        || url.port() != base.port()
        || !url.encodedPath().startsWith(base.encodedPath())) {
      throw new IllegalArgumentException(
          "calls are sent only to %s, because they carry the access token; was %s"
              .formatted(base, url.redact()));
    }
    Operation operation = operation(request);
    operation.requirePath(request);
    return new ApiCall(settings, request, operation);
  }

  private Operation operation(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    if (invocation == null) {
      return Operation.of(request);
    }
    Operation known = operations.get(invocation.method());
    return known == null
        ? operations.computeIfAbsent(invocation.method(), method -> Operation.of(request))
        : known;
  }
}
