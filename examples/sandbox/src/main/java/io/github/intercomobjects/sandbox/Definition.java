package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects and checks what a workspace is to be. */
final class Definition {
  private final Map<String, ObjectTypeDefinition> types = new LinkedHashMap<>();
  private final Map<String, Reference> contactRelationships = new LinkedHashMap<>();
  private final Map<String, Reference> conversationRelationships = new LinkedHashMap<>();
  private String token = "sandbox-token";
  private int instancesShown = 10;
  // 10,000 calls a minute, the limit of a private app, spread over windows of 10 seconds.
  private int callsPerWindow = 1667;
  private Duration window = Duration.ofSeconds(10);
  private int maxInstancesPerType = 100_000;
  private MissAnswer missAnswer = MissAnswer.BY_VERSION;
  private ApiVersion defaultVersion = ApiVersion.V2_16;

  void token(String newToken) {
    if (!newToken.matches("[!-~]+")) {
      throw new IllegalArgumentException(
          "token must be printable ASCII without blanks, as it stands in a header");
    }
    token = newToken;
  }

  void objectType(ObjectTypeDefinition type) {
    if (types.putIfAbsent(type.getName(), type) != null) {
      throw new IllegalArgumentException(
          "The object type '" + type.getName() + "' is defined twice");
    }
  }

  void contactRelationship(Reference relationship) {
    relationship(contactRelationships, Attribute.CONTACT, relationship);
  }

  void conversationRelationship(Reference relationship) {
    relationship(conversationRelationships, Attribute.CONVERSATION, relationship);
  }

  void instancesShown(int count) {
    instancesShown = Arguments.atLeast("instancesShown", 0, count);
  }

  void rateLimit(int newCallsPerWindow, Duration newWindow) {
    callsPerWindow = Arguments.atLeast("callsPerWindow", 1, newCallsPerWindow);
    if (newWindow.toMillis() < 1) {
      throw new IllegalArgumentException("window must be at least 1 ms: " + newWindow);
    }
    window = newWindow;
  }

  void maxInstancesPerType(int count) {
    maxInstancesPerType = Arguments.atLeast("maxInstancesPerType", 0, count);
  }

  void missAnswer(MissAnswer answer) {
    missAnswer = answer;
  }

  void defaultVersion(String version) {
    defaultVersion =
        ApiVersion.find(version)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "defaultVersion must be 2.x or Preview: '" + version + "'"));
  }

  Settings settings() {
    for (ObjectTypeDefinition type : types.values()) {
      for (Attribute attribute : type.attributes().values()) {
        if (attribute instanceof Reference reference
            && !reference.target().equals(Attribute.CONTACT)
            && !reference.target().equals(Attribute.CONVERSATION)) {
          requireType(type.getName() + "." + reference.name(), reference.target());
        }
      }
    }
    contactRelationships.forEach((name, r) -> requireType("contact." + name, r.target()));
    conversationRelationships.forEach((name, r) -> requireType("conversation." + name, r.target()));
    return new Settings(
        token,
        copy(types),
        copy(contactRelationships),
        copy(conversationRelationships),
        instancesShown,
        callsPerWindow,
        window,
        maxInstancesPerType,
        missAnswer,
        defaultVersion);
  }

  private static void relationship(
      Map<String, Reference> relationships, String parentKind, Reference relationship) {
    Arguments.name("The name of a relationship of a " + parentKind, relationship.name());
    Arguments.name("The object type of '" + relationship.name() + "'", relationship.target());
    if (relationships.putIfAbsent(relationship.name(), relationship) != null) {
      throw new IllegalArgumentException(
          "The relationship '"
              + relationship.name()
              + "' of a "
              + parentKind
              + " is defined twice");
    }
  }

  private void requireType(String attribute, String target) {
    if (!types.containsKey(target)) {
      throw new IllegalArgumentException(
          attribute
              + " refers to the object type '"
              + target
              + "', which is not defined; defined are "
              + types.keySet());
    }
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
