package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.canvas.CanvasApp;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.TextComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The endpoint of cards. */
final class CanvasEndpointTest {
  private static final String BODY = "{\"contact\" : {\"id\":\"1\",\"name\":\"Zoë\"}}";
  private static final String CARD =
      "{\"canvas\":{\"content\":{\"components\":[{\"type\":\"text\",\"text\":\"of 1 Ö\"}]}}}";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
          .withPropertyValues("intercom.access-token=secret")
          .withConfiguration(
              AutoConfigurations.of(
                  IntercomAutoConfiguration.class, IntercomCanvasAutoConfiguration.class));

  /** Spring MVC whose only converter cannot write bytes. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebMvc
  static class Mvc implements WebMvcConfigurer {
    @Override
    public void configureMessageConverters(List<HttpMessageConverter<?>> converters) {
      converters.add(new StringHttpMessageConverter());
    }
  }

  /** An application with a card. */
  static final class Card extends Mvc {
    @Bean
    CanvasApp card() {
      return CanvasApp.builder("s3cr3t")
          .inboxInitialize(
              request ->
                  Canvas.builder()
                      .content(
                          Content.builder()
                              .components(
                                  List.of(
                                      Component.of(
                                          TextComponent.builder()
                                              .text("of " + request.getContactId() + " Ö")
                                              .build())))
                              .build())
                      .build())
          .build();
    }
  }

  /** Returns the response to a body, which is sent with the signature of another. */
  private static MockHttpServletResponse send(
      ApplicationContext context, String contextPath, String path, String signed, String sent)
      throws Exception {
    String signature = Signatures.canvas("s3cr3t").sign(signed.getBytes(StandardCharsets.UTF_8));
    return MockMvcBuilders.webAppContextSetup((WebApplicationContext) context)
        .build()
        .perform(
            MockMvcRequestBuilders.post(contextPath + path)
                .contextPath(contextPath)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Body-Signature", signature)
                .content(sent.getBytes(StandardCharsets.UTF_8)))
        .andReturn()
        .getResponse();
  }

  @Test
  void theAppGetsTheBytesThatWereSignedAndItsBytesAreSent() {
    runner
        .withUserConfiguration(Card.class)
        .run(
            context -> {
              MockHttpServletResponse response =
                  send(context, "", "/intercom/canvas/inbox/initialize", BODY, BODY);
              assertThat(response.getStatus()).isEqualTo(200);
              assertThat(response.getContentType()).isEqualTo("application/json");
              assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
                  .isEqualTo(CARD);
            });
  }

  @Test
  void anotherBodyIsRejectedAndAnotherPathIsNotFound() {
    String changed = BODY.replace(" ", "");
    runner
        .withUserConfiguration(Card.class)
        .run(
            context -> {
              String path = "/intercom/canvas/inbox/";
              assertThat(send(context, "", path + "initialize", BODY, changed).getStatus())
                  .isEqualTo(401);
              assertThat(send(context, "", path + "nothing", BODY, BODY).getStatus())
                  .isEqualTo(404);
              assertThat(send(context, "", "/inbox/initialize", BODY, BODY).getStatus())
                  .isEqualTo(404);
            });
  }

  @Test
  void thePathIsAPropertyAndTheContextPathPrecedesIt() {
    runner
        .withUserConfiguration(Card.class)
        .withPropertyValues("intercom.canvas.path=/cards")
        .run(
            context -> {
              String path = "/cards/inbox/initialize";
              assertThat(send(context, "/shop", path, BODY, BODY).getStatus()).isEqualTo(200);
              assertThat(
                      send(context, "", "/intercom/canvas/inbox/initialize", BODY, BODY)
                          .getStatus())
                  .isEqualTo(404);
            });
  }

  @Test
  void noLogHasTheBodyOfARequest() throws Exception {
    List<String> lines =
        Logs.of(
            () ->
                runner
                    .withUserConfiguration(Card.class)
                    .run(
                        context ->
                            send(context, "", "/intercom/canvas/inbox/initialize", BODY, BODY)));

    assertThat(lines)
        .isNotEmpty()
        .noneMatch(line -> line.contains("Zo") || line.contains("s3cr3t"));
  }

  /** Anybody can send it: the signature is checked when the body has been read. */
  @Test
  void aBodyOfMoreThanAMegabyteIsRefused() {
    String large = "{\"text\":\"" + "x".repeat(1 << 20) + "\"}";
    runner
        .withUserConfiguration(Card.class)
        .run(
            context ->
                assertThat(
                        send(context, "", "/intercom/canvas/inbox/initialize", large, large)
                            .getStatus())
                    .isEqualTo(413));
  }

  @Test
  void aPathThatIsNotValidFailsAtTheStart() {
    for (String path : List.of("cards", "/cards/", "/cards/*", "/{cards", "/cards}", "/card?")) {
      runner
          .withUserConfiguration(Card.class)
          .withPropertyValues("intercom.canvas.path=" + path)
          .run(
              context ->
                  assertThat(context.getStartupFailure())
                      .rootCause()
                      .hasMessage(
                          "The property intercom.canvas.path is not valid: it must begin with a"
                              + " slash, end without one, and have no pattern, was \""
                              + path
                              + "\""));
    }
  }

  @Test
  void withoutACardThereIsNoEndpoint() {
    runner
        .withUserConfiguration(Mvc.class)
        .run(context -> assertThat(context).doesNotHaveBean("intercomCanvas"));
  }

  @Test
  void withoutTheArtifactOfCardsTheApplicationStarts() {
    runner
        .withClassLoader(
            new FilteredClassLoader(
                "io.github.intercomobjects.canvas", "org.springframework.boot.health"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("intercomCanvas"));
  }
}
