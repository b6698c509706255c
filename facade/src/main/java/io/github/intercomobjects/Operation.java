package io.github.intercomobjects;

import com.squareup.moshi.JsonReader;
import io.github.intercomobjects.client.RetrySafe;
import io.github.intercomobjects.client.Scopes;
import io.github.intercomobjects.client.Since;
import io.github.intercomobjects.client.api.ContactsApi;
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
 * The annotations of a Retrofit method: name, path, first version, permissions, and whether a retry
 * is safe.
 */
final class Operation {
  private static final String UNNAMED = "unnamed";

  /** A parameter that is part of the path, or newer than its operation. */
  private record Parameter(int index, String name, boolean inPath, @Nullable ApiVersion since) {}

  /** The version that the operation itself (null) or one of its parameters needs. */
  record Need(@Nullable String parameter, ApiVersion since) {
    /** Returns the message, with the users' name of the operation. */
    String message(String operation) {
      String needing =
          parameter == null ? operation : "parameter " + parameter + " of " + operation;
      return needing + " needs Intercom-Version " + since + " or later";
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
  private final @Nullable Type responseType;

  private Operation(Request request, @Nullable Method declared) {
    Since since = annotation(declared, Since.class);
    Scopes scopes = annotation(declared, Scopes.class);
    RetrySafe retrySafe = annotation(declared, RetrySafe.class);
    this.name = declared == null ? UNNAMED : declared.getName();
    this.method = request.method();
    this.path = declared == null ? request.url().encodedPath() : path(declared);
    this.key = method + path;
    this.own = since == null ? null : new Need(null, ApiVersion.of(since.value()));
    this.parameters = declared == null ? List.of() : parameters(declared);
    this.scopes = scopes == null ? List.of() : List.of(scopes.value());
    this.retrySafe = retrySafe == null ? null : retrySafe.value();
    this.declared = declared;
    this.responseType = declared == null ? null : responseType(declared);
  }

  /** Returns the operation of a request that Retrofit created. */
  static Operation of(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    return new Operation(request, invocation == null ? null : invocation.method());
  }

  private static <A extends Annotation> @Nullable A annotation(
      @Nullable Method method, Class<A> type) {
    return method == null ? null : method.getAnnotation(type);
  }

  /** Returns the {@code T} of {@code Call<T>}; null for a method that returns something else. */
  private static @Nullable Type responseType(Method method) {
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

  /** Returns the path with the names of its parameters, so that it reveals no ids. */
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
    // The URL is a @Url argument.
    return "/{" + method.getName() + "}";
  }

  /** Fails if a path parameter is blank or dots, because the URL would name another resource. */
  void requirePath(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    for (Parameter parameter : parameters) {
      if (parameter.inPath() && invocation != null) {
        String unused =
            Arguments.pathSegment(
                parameter.name(), String.valueOf(invocation.arguments().get(parameter.index())));
      }
    }
  }

  /** Returns the argument for the id of a contact in the path; null if there is none. */
  @Nullable String contactId(Request request) {
    Invocation invocation = request.tag(Invocation.class);
    for (Parameter parameter : parameters) {
      if (parameter.inPath() && parameter.name().equals("contact_id") && invocation != null) {
        return String.valueOf(invocation.arguments().get(parameter.index()));
      }
    }
    return null;
  }

  /** Returns the name of the interface's method, one of a small, fixed set. */
  String name() {
    return name;
  }

  String method() {
    return method;
  }

  /** Returns method and path, which identify the operation. */
  String key() {
    return key;
  }

  String path() {
    return path;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  List<String> scopes() {
    return scopes;
  }

  /** Returns whether it is a {@code Call<Void>}, which ignores the body of the response. */
  boolean returnsNothing() {
    return responseType == Void.class;
  }

  /** Returns whether it is a {@code Call<Unit>}, the same in Kotlin. */
  boolean returnsUnit() {
    return responseType == Unit.class;
  }

  /** Returns whether Moshi reads the response body; else the caller gets it unread, or nothing. */
  boolean readsResponseAsJson() {
    // The type is in the return type, or in the continuation of a suspending method.
    return declared != null
        && !returnsNothing()
        && !returnsUnit()
        && !declared.toGenericString().contains(ResponseBody.class.getName());
  }

  /** Returns Retrofit's converter of the response body. */
  Converter<ResponseBody, ?> responseBodyConverter(Retrofit retrofit) {
    if (declared == null || responseType == null) {
      throw new IllegalArgumentException("this call's method does not return a Call: " + declared);
    }
    return retrofit.responseBodyConverter(responseType, declared.getAnnotations());
  }

  /**
   * Returns whether the call changes nothing in Intercom. A POST of the user's own interface may
   * change anything, whatever its path is.
   */
  boolean isRead() {
    return method.equals("GET")
        || method.equals("HEAD")
        || method.equals("OPTIONS")
        || (method.equals("POST")
            && path.endsWith("/search")
            && declared != null
            && declared.getDeclaringClass().getPackage() == ContactsApi.class.getPackage());
  }

  /** Returns the newest need of the operation and the parameters that are set; null if unknown. */
  @Nullable Need need(Request request) {
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

  /** Does the same, with the users' name of the operation and a remedy for the message. */
  void requireVersion(ApiVersion version, Request request, String what, @Nullable String remedy) {
    Need need = need(request);
    if (need != null && version.compareTo(need.since()) < 0) {
      throw new UnsupportedVersionException(
          new ApiException.Details(
              need.message(what) + ", was " + version + (remedy == null ? "" : "; " + remedy),
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

  /** Returns whether this version is known to have the operation; false for null. */
  boolean isIn(@Nullable ApiVersion version) {
    return version != null && (own == null || version.compareTo(own.since()) >= 0);
  }

  private static boolean isSet(Parameter parameter, Request request) {
    Invocation invocation = request.tag(Invocation.class);
    return invocation != null && invocation.arguments().get(parameter.index()) != null;
  }

  /** Returns whether the request may be sent again if Intercom may have applied it. */
  boolean isRetrySafe(Request request) {
    if (retrySafe == null) {
      return isRead() || method.equals("PUT") || method.equals("DELETE");
    }
    return retrySafe.equals(RetrySafe.WITH_EXTERNAL_ID)
        ? hasExternalId(request.body())
        : retrySafe.equals(RetrySafe.ALWAYS);
  }

  /**
   * Applies the rule {@code with-external-id}: a retry with an external id creates no duplicate.
   */
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
      // The user's body is not a JSON object, or cannot be written.
      return false;
    } finally {
      json.clear();
    }
  }
}
