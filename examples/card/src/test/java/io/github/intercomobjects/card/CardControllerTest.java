package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.canvas.CanvasApp;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.canvas.model.TextComponent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
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

  /** Returns the response to a body, which is sent with the signature of another. */
  private MockHttpServletResponse send(String context, String path, String signed, String sent)
      throws Exception {
    String signature = Signatures.canvas("s3cr3t").sign(signed.getBytes(StandardCharsets.UTF_8));
    return spring
        .perform(
            MockMvcRequestBuilders.post(context + path)
                .contextPath(context)
                .contentType(MediaType.APPLICATION_JSON)
                .header("X-Body-Signature", signature)
                .content(sent.getBytes(StandardCharsets.UTF_8)))
        .andReturn()
        .getResponse();
  }

  @Test
  void theControllerGetsTheBytesThatWereSigned() throws Exception {
    MockHttpServletResponse response = send("", "/inbox/initialize", BODY, BODY);
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentType()).isEqualTo("application/json");
    assertThat(response.getContentAsString())
        .isEqualTo(
            "{\"canvas\":{\"content\":{\"components\":[{\"type\":\"text\",\"text\":\"1\","
                + "\"style\":\"header\"}]},\"stored_data\":{}}}");
    assertThat(send("/shop", "/inbox/initialize", BODY, BODY).getStatus()).isEqualTo(200);
  }

  @Test
  void noMoreThanAMebibyteIsRead() throws Exception {
    String longest = BODY + " ".repeat((1 << 20) - BODY.getBytes(StandardCharsets.UTF_8).length);
    assertThat(send("", "/inbox/initialize", longest, longest).getStatus()).isEqualTo(200);
    String longer = longest + " ";
    assertThat(send("", "/inbox/initialize", longer, longer).getStatus()).isEqualTo(401);
  }

  @Test
  void anotherBodyIsRejected() throws Exception {
    assertThat(send("", "/inbox/initialize", BODY, BODY.replace(" ", "")).getStatus())
        .isEqualTo(401);
    assertThat(send("", "/inbox/nothing", BODY, BODY).getStatus()).isEqualTo(404);
  }
}
