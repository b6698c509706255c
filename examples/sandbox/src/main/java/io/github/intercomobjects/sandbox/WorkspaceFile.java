package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the definition of a workspace from a file; the README has an example. */
final class WorkspaceFile {
  private static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final int MAX_DIGITS = 100;
  private static final int MAX_CHARS = 100_000;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(MAX_DIGITS)
                          .maxStringLength(MAX_CHARS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
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
   * @throws IllegalArgumentException if there is no such file, or if anything in it is wrong
   */
  static Workspace load(Path path) {
    String name = String.valueOf(path.getFileName());
    byte[] text;
    try (InputStream in = Files.newInputStream(path)) {
      text = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "There is no file " + path + " (looked for " + path.toAbsolutePath() + ")", e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e, e);
    }
    if (text.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          name
              + " is larger than "
              + MAX_BYTES
              + " bytes; define less in it, and store the rest by calls");
    }
    FileMistakes mistakes = read(path, text, parser -> new FileMistakes(name, parser));
    JsonNode root =
        read(
            path,
            text,
            parser -> {
              JsonNode node = MAPPER.readTree(parser);
              return node == null ? MissingNode.getInstance() : node;
            });
    return new WorkspaceFile().read(new FileValue(root, JsonPointer.empty(), mistakes), mistakes);
  }

  private static <T> T read(Path path, byte[] text, Reading<T> reading) {
    String name = String.valueOf(path.getFileName());
    try (JsonParser parser = MAPPER.createParser(text)) {
      try {
        return reading.read(parser);
      } catch (StreamConstraintsException e) {
        // Jackson gives no location here.
        throw new IllegalArgumentException(
            name
                + " cannot be used:\n  "
                + at(parser.currentTokenLocation())
                + "this is too long; a number has "
                + MAX_DIGITS
                + " digits at most, a text "
                + MAX_CHARS
                + " characters and a name less",
            e);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          name
              + " is not valid JSON: "
              + at(e.getLocation())
              + FileMistakes.shortened(e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read: " + e, e);
    }
  }

  private static String at(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  private Workspace read(FileValue root, FileMistakes mistakes) {
    root.asObject(KEYS, List.of(), this::define);
    mistakes.refuse();
    return new Workspace(definition.settings());
  }

  private void define(FileValue root) {
    Set<String> names = new LinkedHashSet<>();
    // A value of another kind is told when the types are read.
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

  private void contact(FileValue value) {
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

  private void conversation(FileValue value) {
    value.asObject(
        List.of("contacts"),
        List.of("contacts"),
        one -> one.with("contacts", ids -> ids.asTexts(definition.content()::conversation)));
  }

  private void limitedToken(String token, FileValue value) {
    if (token.equals(definition.token())) {
      value.mistake("is the token that may do everything; give one of the two another name");
      return;
    }
    value.asTexts(scopes -> definition.limitedToken(token, Set.copyOf(scopes)));
  }

  private void limits(FileValue value) {
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

  private interface Reading<T> {
    T read(JsonParser parser) throws IOException;
  }
}
