package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.spec.SpecValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of a sandbox that checks requests and responses against the description of the API. */
final class Http {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String baseUrl;
  private final Map<String, String> headers;

  Http(Sandbox sandbox) {
    this(
        sandbox.getBaseUrl(),
        Map.of("Authorization", "Bearer " + sandbox.getToken(), "Intercom-Version", "2.16"));
  }

  private Http(String baseUrl, Map<String, String> headers) {
    this.baseUrl = baseUrl;
    this.headers = headers;
  }

  Http withVersion(@Nullable String version) {
    return withHeader("Intercom-Version", version);
  }

  Http withAuthorization(@Nullable String authorization) {
    return withHeader("Authorization", authorization);
  }

  /** Returns a client with another value of a header, or without it. */
  Http withHeader(String name, @Nullable String value) {
    Map<String, String> newHeaders = new HashMap<>(headers);
    if (value == null) {
      newHeaders.remove(name);
    } else {
      newHeaders.put(name, value);
    }
    return new Http(baseUrl, newHeaders);
  }

  Reply get(String target) {
    return call("GET", target, null);
  }

  Reply post(String target, String body) {
    return call("POST", target, body);
  }

  Reply put(String target, String body) {
    return call("PUT", target, body);
  }

  Reply delete(String target) {
    return call("DELETE", target, null);
  }

  /** Sends a described call: successful requests and all responses must match the description. */
  Reply call(String method, String target, @Nullable String body) {
    Reply reply = undescribed(method, target, body);
    SpecValidator spec = SpecValidator.get();
    if (reply.status() == 200) {
      assertThat(spec.validateRequest(method, target, body)).isEmpty();
    }
    assertThat(spec.validateResponse(method, target, reply.status(), reply.text())).isEmpty();
    return reply;
  }

  /** Sends a call that the description does not have. */
  Reply undescribed(String method, String target, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + target.substring(1)))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A response. */
  record Reply(int status, HttpHeaders headers, String text) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(text, e);
      }
    }

    JsonNode at(String pointer) {
      return json().at(pointer);
    }

    String header(String name) {
      return headers.firstValue(name).orElseThrow();
    }

    List<String> texts(String pointer, String field) {
      return json().at(pointer).findValuesAsText(field);
    }

    /** Returns the JSON of a success. */
    Reply ok() {
      assertThat(status).as(text).isEqualTo(200);
      return this;
    }

    /** Checks the complete error, of which there must be exactly one. */
    void rejected(int expectedStatus, String code, String message) {
      assertThat(status).as(text).isEqualTo(expectedStatus);
      assertThat(at("/type").asText()).isEqualTo("error.list");
      assertThat(at("/request_id").asText()).isEqualTo(header("X-Request-Id")).hasSize(20);
      assertThat(at("/errors")).hasSize(1);
      assertThat(at("/errors/0/code").asText()).isEqualTo(code);
      assertThat(at("/errors/0/message").asText()).isEqualTo(message);
    }

    void rejected(int expectedStatus, String code, String message, String field) {
      rejected(expectedStatus, code, message);
      assertThat(at("/errors/0/field").asText()).isEqualTo(field);
    }
  }
}
