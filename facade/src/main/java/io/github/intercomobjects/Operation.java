package io.github.intercomobjects;

import com.squareup.moshi.JsonReader;
import io.github.intercomobjects.client.RetrySafe;
import io.github.intercomobjects.client.Scopes;
import io.github.intercomobjects.client.Since;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import kotlin.Unit;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Invocation;
import retrofit2.Retrofit;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.HEAD;
import retrofit2.http.HTTP;
import retrofit2.http.OPTIONS;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Path;
import retrofit2.http.Query;

/**
 * What the annotations of a Retrofit method say about it: its name, address, first version,
 * permissions, and whether it may be repeated.
 */
final class Operation {
  private static final String UNNAMED = "unnamed";

  /** A parameter that is a part of the address, or that came later than its operation. */
  private record Parameter(int index, String name, boolean inPath, @Nullable ApiVersion since) {}

  /** The version that the operation itself (null) or one of its parameters takes. */
  private record Need(@Nullable String parameter, ApiVersion since) {
    String of(String operation) {
      return parameter == null ? operation : "parameter " + parameter + " of " + operation;
    }
  }

  private final String name;
  private final String method;
  private final String path;
  private final String key;
  private final @Nullable Need own;
  private final List<Parameter> parameters;
  private final List<String> scopes;
  private final @Nullable String retrySafe;
  private final @Nullable Method declared;
  private final @Nullable Type answer;

  private Operation(
      String name,
      String method,
      String path,
      @Nullable ApiVersion since,
      List<Parameter> parameters,
      List<String> scopes,
      @Nullable String retrySafe,
      @Nullable Method declared) {
    this.name = name;
    this.method = method;
    this.path = path;
    this.key = method + path;
    this.own = since == null ? null : new Need(null, since);
    this.parameters = parameters;
    this.scopes = scopes;
    this.retrySafe = retrySafe;
    this.declared = declared;
    this.answer = declared == null ? null : answer(declared);
  }

  /** The operation behind a request that Retrofit made. */
  static Operation of(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    if (invocation == null) {
      String path = request.url().encodedPath();
      return new Operation(UNNAMED, request.method(), path, null, List.of(), List.of(), null, null);
    }
    return read(invocation.method(), request);
  }

  private static Operation read(Method method, Request request) {
    Since since = method.getAnnotation(Since.class);
    Scopes scopes = method.getAnnotation(Scopes.class);
    RetrySafe retrySafe = method.getAnnotation(RetrySafe.class);
    return new Operation(
        method.getName(),
        request.method(),
        path(method),
        since == null ? null : ApiVersion.of(since.value()),
        parameters(method),
        scopes == null ? List.of() : List.of(scopes.value()),
        retrySafe == null ? null : retrySafe.value(),
        method);
  }

  /** The {@code T} of {@code Call<T>}; null for a method that returns something else. */
  private static @Nullable Type answer(Method method) {
    return method.getGenericReturnType() instanceof ParameterizedType type
        ? type.getActualTypeArguments()[0]
        : null;
  }

  private static List<Parameter> parameters(Method method) {
    List<Parameter> parameters = new ArrayList<>();
    Annotation[][] annotations = method.getParameterAnnotations();
    for (int i = 0; i < annotations.length; i++) {
      String name = "" + (i + 1);
      boolean inPath = false;
      ApiVersion since = null;
      for (Annotation annotation : annotations[i]) {
        if (annotation instanceof Since parameterSince) {
          since = ApiVersion.of(parameterSince.value());
        } else if (annotation instanceof Query query) {
          name = query.value();
        } else if (annotation instanceof Path part) {
          name = part.value();
          inPath = true;
        }
      }
      if (inPath || since != null) {
        parameters.add(new Parameter(i, name, inPath, since));
      }
    }
    return List.copyOf(parameters);
  }

  /** The path with its parameters as names, so that it says nothing about whom a call concerned. */
  private static String path(Method method) {
    for (Annotation annotation : method.getAnnotations()) {
      String path = null;
      if (annotation instanceof GET get) {
        path = get.value();
      } else if (annotation instanceof POST post) {
        path = post.value();
      } else if (annotation instanceof PUT put) {
        path = put.value();
      } else if (annotation instanceof DELETE delete) {
        path = delete.value();
      } else if (annotation instanceof PATCH patch) {
        path = patch.value();
      } else if (annotation instanceof HEAD head) {
        path = head.value();
      } else if (annotation instanceof OPTIONS options) {
        path = options.value();
      } else if (annotation instanceof HTTP http) {
        path = http.path();
      }
      if (path != null && !path.isEmpty()) {
        return path.startsWith("/") ? path : "/" + path;
      }
    }
    // The address comes as a @Url argument.
    return "/{" + method.getName() + "}";
  }

  /** Fails if a part of the path is blank or dots: it would be the address of something else. */
  void requireWholePath(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    for (Parameter parameter : parameters) {
      if (parameter.inPath() && invocation != null) {
        String unused =
            Arguments.pathSegment(
                parameter.name(), String.valueOf(invocation.arguments().get(parameter.index())));
      }
    }
  }

  /** The name of the interface's method: one of a small, fixed set. */
  String name() {
    return name;
  }

  String method() {
    return method;
  }

  /** Method and path, which no other operation has. */
  String key() {
    return key;
  }

  String path() {
    return path;
  }

  List<String> scopes() {
    return scopes;
  }

  /** Whether it is a {@code Call<Void>}: the body of the answer does not matter. */
  boolean returnsNothing() {
    return answer == Void.class;
  }

  /** Whether it is a {@code Call<Unit>}, the same in Kotlin. */
  boolean returnsUnit() {
    return answer == Unit.class;
  }

  /**
   * Whether Moshi reads the body of the answer; else the caller gets it as it is, or not at all.
   */
  boolean readsResponseAsJson() {
    // Named in the return type, or in the continuation of a method that suspends.
    return declared != null
        && !returnsNothing()
        && !returnsUnit()
        && !declared.toGenericString().contains(ResponseBody.class.getName());
  }

  /** What Retrofit reads the body of the answer with. */
  Converter<ResponseBody, ?> responseBodyConverter(Retrofit retrofit) {
    if (declared == null || answer == null) {
      throw new IllegalArgumentException("this call's method does not return a Call: " + declared);
    }
    return retrofit.responseBodyConverter(answer, declared.getAnnotations());
  }

  /** Whether the call changes nothing in Intercom. */
  boolean isRead() {
    return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
  }

  /**
   * The first version that has the operation and all parameters that are set; null where none is
   * known.
   */
  @Nullable ApiVersion required(Request request) {
    Need need = need(request);
    return need == null ? null : need.since();
  }

  /**
   * What takes the version that is {@link #required}, such as {@code "parameter retain_metrics of
   * deleteConversation"}.
   */
  String needing(Request request) {
    Need need = need(request);
    return need == null ? name : need.of(name);
  }

  private @Nullable Need need(Request request) {
    Need need = own;
    for (Parameter parameter : parameters) {
      ApiVersion newer = parameter.since();
      if (newer != null
          && isSet(parameter, request)
          && (need == null || need.since().compareTo(newer) < 0)) {
        need = new Need(parameter.name(), newer);
      }
    }
    return need;
  }

  /** Fails if the operation, or a parameter that is set, is newer than {@code version}. */
  void requireVersion(ApiVersion version, Request request) {
    requireVersion(version, request, name, null);
  }

  /** As above, for an operation that users know as {@code what}, and with a way out. */
  void requireVersion(ApiVersion version, Request request, String what, @Nullable String remedy) {
    Need need = need(request);
    if (need != null && version.compareTo(need.since()) < 0) {
      throw new UnsupportedVersionException(
          new ApiException.Details(
              need.of(what)
                  + " needs Intercom-Version "
                  + need.since()
                  + " or later, was "
                  + version
                  + (remedy == null ? "" : "; " + remedy),
              400,
              List.of(),
              null,
              method,
              path,
              version,
              IntercomException.Outcome.NOT_APPLIED,
              0),
          need.since());
    }
  }

  /** Whether this version is known to have the operation; false for null. */
  boolean isIn(@Nullable ApiVersion version) {
    return version != null && (own == null || version.compareTo(own.since()) >= 0);
  }

  private static boolean isSet(Parameter parameter, Request request) {
    Invocation invocation = request.tag(Invocation.class);
    return invocation != null && invocation.arguments().get(parameter.index()) != null;
  }

  /** Whether the request may be sent again when it is not known whether it was applied. */
  boolean mayBeRepeated(Request request) {
    if (retrySafe == null) {
      return isRead() || method.equals("PUT") || method.equals("DELETE");
    }
    return retrySafe.equals(RetrySafe.WITH_EXTERNAL_ID)
        ? hasExternalId(request.body())
        : retrySafe.equals(RetrySafe.ALWAYS);
  }

  /** The rule {@code with-external-id}: the body's own external id makes a repetition harmless. */
  private static boolean hasExternalId(@Nullable RequestBody body) {
    if (body == null || body.isOneShot()) {
      return false;
    }
    Buffer json = new Buffer();
    try {
      body.writeTo(json);
      JsonReader reader = JsonReader.of(json);
      reader.beginObject();
      while (reader.hasNext()) {
        if (reader.nextName().equals("external_id")) {
          return reader.peek() == JsonReader.Token.STRING && !reader.nextString().isEmpty();
        }
        reader.skipValue();
      }
      return false;
    } catch (IOException | RuntimeException e) {
      // A body of the user's own that is no JSON object, or cannot be written, names nothing.
      return false;
    } finally {
      json.clear();
    }
  }
}
