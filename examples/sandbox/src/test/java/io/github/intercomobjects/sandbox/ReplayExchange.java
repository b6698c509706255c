package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Http.Reply;
import io.github.intercomobjects.sandbox.Outline.Difference;
import io.github.intercomobjects.spec.Description;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Brings a documented answer about in a sandbox of its own, and says how the sandbox's differs. */
final class ReplayExchange {
  private static final String POWERLESS = "powerless";
  private static final int CALLS = 40;
  private static final Set<String> ERRORS_OF_ALL =
      Set.of("unauthorized", "forbidden", "rate_limit_exceeded");

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
      add("not brought about: " + wanted.place() + " " + wanted.code(), false);
      return rows;
    }
    Reply reply;
    try {
      reply = reply();
    } catch (IllegalArgumentException e) {
      add("not brought about: " + wanted.place() + ": " + e.getMessage(), false);
      return rows;
    }
    if (!isExpected(reply.status())) {
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

  /** Makes the call fail in the way that has nothing to do with what it is for. */
  private Http caller(Sandbox sandbox, Http all) {
    if (wanted.status() == Description.OTHER_STATUS) {
      // Stands for all statuses without an entry of their own; each operation can fail so.
      sandbox.faults().onNext(Fault.status(Description.OTHER_STATUS));
      return all;
    }
    return switch (wanted.code()) {
      case "unauthorized" -> all.withAuthorization("Bearer of-nobody");
      case "forbidden" -> all.withAuthorization("Bearer " + POWERLESS);
      case "rate_limit_exceeded" -> {
        for (int i = 0; i < CALLS; i++) {
          all.undescribed("GET", "/me", null);
        }
        yield all;
      }
      default -> all;
    };
  }

  private boolean isExpected(int status) {
    return wanted.isSuccess() ? status < 300 : status == wanted.status();
  }

  private void compareCodes(JsonNode answer) {
    String code = answer.at("/errors/0/code").asText();
    if (!code.equals(wanted.code()) && wanted.status() != Description.OTHER_STATUS) {
      add("code: " + wanted.place() + " " + wanted.code() + ", was " + code, false);
    }
  }

  private void compareOutlines(JsonNode answer) {
    Outline answered = Outline.of(answer);
    if (wanted.answer().isMissingNode()) {
      compareWithSchema(answered);
      return;
    }
    for (Difference difference : Outline.of(wanted.answer()).differences(answered)) {
      String text = difference.what() + ": " + wanted.place() + " " + difference.place();
      if (difference.what().equals("type")) {
        add(text + " " + difference.expected() + ", was " + difference.found(), false);
      } else {
        add(
            text,
            difference.what().equals("additional")
                && wanted.describes(difference.place(), answered.kinds()));
      }
    }
  }

  /** Where no answer is shown, what is answered must be in the schema at least. */
  private void compareWithSchema(Outline answered) {
    for (Outline.Place place : answered.kinds().keySet()) {
      if (!wanted.describes(place, answered.kinds())) {
        add("not described: " + wanted.place() + " " + place, false);
      }
    }
  }

  private void add(String text, boolean described) {
    rows.add(new ReplayRow(text, Set.of(wanted.name()), described));
  }
}
