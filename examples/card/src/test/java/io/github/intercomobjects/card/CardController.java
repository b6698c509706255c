package io.github.intercomobjects.card;

import io.github.intercomobjects.canvas.CanvasApp;
import io.github.intercomobjects.canvas.CanvasResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A card in an application with Spring. */
@RestController
public final class CardController {
  private final CanvasApp app;

  public CardController(CanvasApp app) {
    this.app = app;
  }

  @PostMapping({"/inbox/**", "/messenger/**"})
  public ResponseEntity<byte[]> respond(HttpServletRequest request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(1 << 20);
    String path = request.getRequestURI().substring(request.getContextPath().length());
    CanvasResponse response = app.handle(path, request::getHeader, body);
    return ResponseEntity.status(response.getStatus())
        .contentType(MediaType.parseMediaType(response.getContentType()))
        .body(response.getBody());
  }
}
