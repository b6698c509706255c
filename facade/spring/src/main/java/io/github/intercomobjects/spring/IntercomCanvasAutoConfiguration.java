package io.github.intercomobjects.spring;

import io.github.intercomobjects.canvas.CanvasApp;
import io.github.intercomobjects.canvas.CanvasResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The endpoint of cards, if the application uses Spring MVC and has one {@link CanvasApp}. */
@AutoConfiguration(after = IntercomAutoConfiguration.class)
@Conditional(EnabledProperty.Starter.class)
@ConditionalOnClass({CanvasApp.class, RouterFunction.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
final class IntercomCanvasAutoConfiguration {
  /** More than any canvas with its stored data needs, which Intercom limits to 64 KB each. */
  private static final int MAX_BODY = 1 << 20;

  /** A character that Spring does not compare literally. */
  private static final Pattern PATTERN = Pattern.compile("[*?{}]");

  @Bean
  @ConditionalOnSingleCandidate(CanvasApp.class)
  RouterFunction<ServerResponse> intercomCanvas(CanvasApp app, IntercomProperties properties) {
    String path = properties.canvas().path();
    if (!path.startsWith("/") || path.endsWith("/") || PATTERN.matcher(path).find()) {
      throw new InvalidPropertyException(
          "intercom.canvas.path",
          "it must begin with a slash, end without one, and have no pattern, was \"%s\""
              .formatted(path));
    }
    return RouterFunctions.route()
        .POST(
            path + "/**", request -> respond(app, request.path().substring(path.length()), request))
        .build();
  }

  /** Reads and writes bytes: the signature is of them, and a converter could change them. */
  private static ServerResponse respond(CanvasApp app, String path, ServerRequest request)
      throws IOException {
    byte[] body = request.servletRequest().getInputStream().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return ServerResponse.status(413).build();
    }
    CanvasResponse response = app.handle(path, request.headers()::firstHeader, body);
    return ServerResponse.status(response.getStatus())
        .contentType(MediaType.parseMediaType(response.getContentType()))
        .build(
            (servletRequest, servletResponse) -> {
              servletResponse.getOutputStream().write(response.getBody());
              return null;
            });
  }
}
