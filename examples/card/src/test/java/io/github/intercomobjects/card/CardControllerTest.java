package io.github.intercomobjects.card;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.github.intercomobjects.canvas.CanvasApp;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.canvas.model.TextComponent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

final class CardControllerTest {
  private static final String BODY = "{\"contact\" : {\"id\":\"1\",\"name\":\"Zoë\"}}";

  @AutoClose
  private final CanvasApp app =
      CanvasApp.builder("s3cr3t")
          .inboxInitialize(
              request ->
                  Views.canvas(
                      Map.of(),
                      Views.text(
                          String.valueOf(request.getContactId()), TextComponent.Style.HEADER)))
          .build();

  private final MockMvc spring = MockMvcBuilders.standaloneSetup(new CardController(app)).build();

  private static MockHttpServletRequestBuilder request(String path, String signed) {
    byte[] bytes = signed.getBytes(StandardCharsets.UTF_8);
    return post(path)
        .contentType(MediaType.APPLICATION_JSON)
        .header("X-Body-Signature", Signatures.canvas("s3cr3t").sign(bytes));
  }

  @Test
  void theControllerGetsTheBytesThatWereSigned() throws Exception {
    spring
        .perform(request("/inbox/initialize", BODY).content(BODY.getBytes(StandardCharsets.UTF_8)))
        .andExpect(status().isOk())
        .andExpect(content().contentType("application/json"))
        .andExpect(
            content()
                .string(
                    "{\"canvas\":{\"content\":{\"components\":[{\"type\":\"text\",\"text\":\"1\","
                        + "\"style\":\"header\"}]},\"stored_data\":{}}}"));
    spring
        .perform(
            request("/shop/inbox/initialize", BODY)
                .contextPath("/shop")
                .content(BODY.getBytes(StandardCharsets.UTF_8)))
        .andExpect(status().isOk());
  }

  @Test
  void anotherBodyIsRejected() throws Exception {
    spring
        .perform(request("/inbox/initialize", BODY).content(BODY.replace(" ", "")))
        .andExpect(status().isUnauthorized());
    spring.perform(request("/inbox/nothing", BODY).content(BODY)).andExpect(status().isNotFound());
  }
}
