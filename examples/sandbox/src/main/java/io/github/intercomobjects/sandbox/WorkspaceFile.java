package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.json.JsonFile;
import io.github.intercomobjects.sandbox.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reader of the definition of a workspace from a JSON file. */
final class WorkspaceFile {
  static final List<String> KEYS =
      List.of(
          "object_types",
          "contact_relationships",
          "conversation_relationships",
          "contacts",
          "conversations",
          "teammates",
          "teams",
          "ticket_types",
          "tickets",
          "token",
          "limited_tokens",
          "limits",
          "default_version",
          "miss",
          "nested_nulls",
          "duplicate_conversation_attributes");
  private static final Map<String, MissAnswer> MISSES =
      Map.of(
          "by_version", MissAnswer.BY_VERSION,
          "not_found", MissAnswer.NOT_FOUND,
          "found_false", MissAnswer.FOUND_FALSE);

  private static final List<String> ID_AND_NAME = List.of("id", "name");
  private static final List<String> TICKET_TYPE = List.of("id", "name", "category");
  private static final List<String> TICKET = List.of("type", "contact", "title");

  private final Definition definition = new Definition();

  private WorkspaceFile() {}

  /**
   * Reads a workspace.
   *
   * @throws IllegalArgumentException if there is no such file, or with everything that is wrong in
   *     it
   */
  static Workspace load(Path path) {
    JsonFile file;
    try {
      file = JsonFile.read(path);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "There is no file " + path + " (looked for " + path.toAbsolutePath() + ")", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e, e);
    }
    WorkspaceFile workspace = new WorkspaceFile();
    file.root().asObject(KEYS, List.of(), workspace::define);
    file.requireNoProblems();
    return new Workspace(workspace.definition.settings());
  }

  private void define(JsonValue root) {
    Set<String> names = new LinkedHashSet<>();
    // A value of another kind is reported when the types are read.
    root.with(
        "object_types",
        types -> {
          if (types.isObject()) {
            types.forEachMember((name, type) -> names.add(name));
          }
        });
    FileTypes types = new FileTypes(definition, names);
    root.with("object_types", value -> value.forEachMember(types::objectType));
    root.with(
        "contact_relationships",
        value -> value.forEachMember(types.relationship(definition::contactRelationship)));
    root.with(
        "conversation_relationships",
        value -> value.forEachMember(types.relationship(definition::conversationRelationship)));
    root.with(
        "teammates",
        value -> value.forEachElement(one -> one.asTexts(ID_AND_NAME, this::teammate)));
    root.with("teams", value -> value.forEachElement(one -> one.asTexts(ID_AND_NAME, this::team)));
    root.with(
        "ticket_types",
        value -> value.forEachElement(one -> one.asTexts(TICKET_TYPE, this::ticketType)));
    root.with("contacts", value -> value.forEachElement(this::contact));
    root.with("conversations", value -> value.forEachElement(this::conversation));
    root.with("tickets", value -> value.forEachElement(one -> one.asTexts(TICKET, this::ticket)));
    root.with("token", value -> value.asText(definition::token));
    root.with("limited_tokens", value -> value.forEachMember(this::limitedToken));
    root.with("limits", this::limits);
    root.with("default_version", value -> value.asText(definition::defaultVersion));
    root.with("miss", value -> value.asText(this::miss));
    root.with("nested_nulls", value -> value.asFlag(definition::nestedNulls));
    root.with(
        "duplicate_conversation_attributes",
        value ->
            value.forEachElement(name -> name.asText(definition::duplicateConversationAttribute)));
  }

  private void teammate(List<String> idAndName) {
    definition.teammate(idAndName.get(0), idAndName.get(1));
  }

  private void team(List<String> idAndName) {
    definition.team(idAndName.get(0), idAndName.get(1));
  }

  private void ticketType(List<String> texts) {
    definition.ticketType(texts.get(0), texts.get(1), texts.get(2));
  }

  private void ticket(List<String> texts) {
    Set<String> types = definition.ticketTypes().keySet();
    if (!types.contains(texts.get(0))) {
      throw new IllegalArgumentException(
          "there is no ticket type '" + texts.get(0) + "'; use one of " + types);
    }
    definition.content().ticket(texts.get(0), texts.get(1), texts.get(2));
  }

  private void contact(JsonValue value) {
    value.asObject(
        List.of("external_id", "email", "name", "role"),
        List.of(),
        one ->
            one.attempt(
                () ->
                    definition
                        .content()
                        .contact(
                            one.text("external_id"),
                            one.text("email"),
                            one.text("name"),
                            one.text("role"))));
  }

  private void conversation(JsonValue value) {
    value.asObject(
        List.of("contacts"),
        List.of("contacts"),
        one -> one.with("contacts", ids -> ids.asTexts(definition.content()::conversation)));
  }

  private void limitedToken(String token, JsonValue value) {
    if (token.equals(definition.token())) {
      value.problem("this token has all scopes already; rename one of the two");
      return;
    }
    value.asTexts(scopes -> definition.limitedToken(token, Set.copyOf(scopes)));
  }

  private void limits(JsonValue value) {
    value.asObject(
        List.of("calls_per_window", "window_seconds", "instances_shown", "instances_per_type"),
        List.of(),
        limits -> {
          limits.with("calls_per_window", one -> one.asNumber(definition::callsPerWindow));
          limits.with(
              "window_seconds",
              one -> one.asNumber(seconds -> definition.window(Duration.ofSeconds(seconds))));
          limits.with("instances_shown", one -> one.asNumber(definition::instancesShown));
          limits.with("instances_per_type", one -> one.asNumber(definition::maxInstancesPerType));
        });
  }

  private void miss(String text) {
    MissAnswer miss = MISSES.get(text);
    if (miss == null) {
      throw new IllegalArgumentException(
          "must be by_version, not_found or found_false, was '" + text + "'");
    }
    definition.missAnswer(miss);
  }
}
