package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import io.github.intercomobjects.sandbox.Outline.Difference;
import io.github.intercomobjects.spec.Description;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The replay of one documented exchange in a new sandbox, and the differences of its response. */
final class ReplayExchange {
  private static final String POWERLESS = "powerless";
  private static final int CALLS = 40;
  private static final Set<String> ERRORS_OF_ALL =
      Set.of("unauthorized", "forbidden", "media_type_not_acceptable", "rate_limit_exceeded");

  private final ReplayCase wanted;
  private final String version;
  private final ReplayScene scene;
  private final List<ReplayRow> rows = new ArrayList<>();

  ReplayExchange(ReplayCase wanted, String version) {
    this.wanted = wanted;
    this.version = version;
    this.scene = ReplayScene.of(wanted);
  }

  List<ReplayRow> differences() {
    if (isOutOfReach()) {
      add(("not produced: " + wanted.place() + " " + wanted.code()).strip(), false);
      return rows;
    }
    Reply reply;
    try {
      reply = reply();
    } catch (IllegalArgumentException e) {
      add("not produced: " + wanted.place() + ": " + e.getMessage(), false);
      return rows;
    }
    if (reply.status() != wanted.status()) {
      add(
          "status: %s, was %d %s: %s"
              .formatted(
                  wanted.place(),
                  reply.status(),
                  reply.at("/errors/0/code").asText(),
                  reply.at("/errors/0/message").asText()),
          false);
      return rows;
    }
    compareCodes(reply.json());
    compareOutlines(reply.json());
    return rows;
  }

  private boolean isOutOfReach() {
    return !wanted.isSuccess()
        && wanted.status() != Description.OTHER_STATUS
        && !ERRORS_OF_ALL.contains(wanted.code())
        && !scene.errors().contains(wanted.code());
  }

  private Reply reply() {
    Workspace.Builder workspace =
        Workspace.builder().limitedToken(POWERLESS).rateLimit(CALLS, Duration.ofHours(1));
    scene.define(workspace);
    try (Sandbox sandbox = Sandbox.start(workspace.build())) {
      Http all = new Http(sandbox);
      scene.fill(sandbox.getWorkspace(), all);
      JsonNode body = scene.body();
      Http caller = caller(sandbox, all.withVersion(version));
      return caller.undescribed(
          wanted.method(), scene.target(), body == null ? null : body.toString());
    }
  }

  /** Prepares an error that does not depend on the operation. */
  private Http caller(Sandbox sandbox, Http all) {
    if (wanted.status() == Description.OTHER_STATUS) {
      // The documented error for all other statuses, which every operation can produce.
      sandbox.faults().onNext(Fault.status(Description.OTHER_STATUS));
      return all;
    }
    return switch (wanted.code()) {
      case "unauthorized" -> all.withAuthorization("Bearer of-nobody");
      case "forbidden" -> all.withAuthorization("Bearer " + POWERLESS);
      case "media_type_not_acceptable" -> all.withHeader("Accept", "text/html");
      case "rate_limit_exceeded" -> {
        for (int i = 0; i < CALLS; i++) {
          all.undescribed("GET", "/me", null);
        }
        yield all;
      }
      default -> all;
    };
  }

  private void compareCodes(JsonNode response) {
    String code = response.at("/errors/0/code").asText();
    if (!code.equals(wanted.code()) && wanted.status() != Description.OTHER_STATUS) {
      add("code: " + wanted.place() + " " + wanted.code() + ", was " + code, false);
    }
  }

  private void compareOutlines(JsonNode response) {
    Outline outline = Outline.of(response);
    if (wanted.response().isMissingNode()) {
      compareWithSchema(outline);
      return;
    }
    for (Difference difference : Outline.of(wanted.response()).differences(outline)) {
      String text = difference.what() + ": " + wanted.place() + " " + difference.place();
      if (difference.what().equals("type")) {
        add(text + " " + difference.expected() + ", was " + difference.found(), false);
      } else {
        add(
            text,
            difference.what().equals("additional")
                && wanted.describes(difference.place(), outline.kinds()));
      }
    }
  }

  /** Compares a response that has no example with the schema. */
  private void compareWithSchema(Outline outline) {
    for (Outline.Place place : outline.kinds().keySet()) {
      if (!wanted.describes(place, outline.kinds())) {
        add("not described: " + wanted.place() + " " + place, false);
      }
    }
  }

  private void add(String text, boolean described) {
    rows.add(new ReplayRow(text, Set.of(wanted.name()), described));
  }
}
