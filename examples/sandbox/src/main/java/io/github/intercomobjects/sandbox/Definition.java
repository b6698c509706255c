package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A mutable definition of a workspace, which is checked as it is built. */
final class Definition {
  private final Map<String, ObjectTypeDefinition> types = new LinkedHashMap<>();
  private final Map<String, Reference> contactRelationships = new LinkedHashMap<>();
  private final Map<String, Reference> conversationRelationships = new LinkedHashMap<>();
  private final Map<String, Set<String>> limitedTokens = new LinkedHashMap<>();
  private final Map<String, Teammate> teammates = new LinkedHashMap<>();
  private final Map<String, Teammate> teams = new LinkedHashMap<>();
  private final Map<String, TicketType> ticketTypes = new LinkedHashMap<>();
  private final InitialContent content = new InitialContent();
  private String token = "sandbox-token";
  private int instancesShown = 10;
  // 10,000 calls a minute, the limit of a private app, spread over windows of 10 seconds.
  private int callsPerWindow = 1667;
  private Duration window = Duration.ofSeconds(10);
  private int maxInstancesPerType = 100_000;
  private MissAnswer missAnswer = MissAnswer.BY_VERSION;
  private ApiVersion defaultVersion = ApiVersion.V2_16;
  private boolean nestedNulls;
  private final Set<String> duplicateConversationAttributes = new LinkedHashSet<>();

  Definition() {
    teammates.put(Teammate.OWNER.id(), Teammate.OWNER);
  }

  void token(String newToken) {
    token = checkedToken(newToken);
  }

  String token() {
    return token;
  }

  void limitedToken(String limited, Set<String> scopes) {
    scopes.forEach(Scopes::checked);
    if (limitedTokens.putIfAbsent(checkedToken(limited), Set.copyOf(scopes)) != null) {
      throw new IllegalArgumentException("A limited token is defined twice");
    }
  }

  void teammate(String id, String name) {
    person("teammate", id, name);
    teammates.put(id, new Teammate(id, name));
  }

  void team(String id, String name) {
    person("team", id, name);
    teams.put(id, new Teammate(id, name));
  }

  void ticketType(String id, String name, String category) {
    Arguments.digits("The id of a ticket type", id);
    Arguments.name("The name of a ticket type", name);
    if (!TicketType.CATEGORIES.contains(category)) {
      throw new IllegalArgumentException(
          "category must be one of " + TicketType.CATEGORIES + ": '" + category + "'");
    }
    if (ticketTypes.putIfAbsent(id, new TicketType(id, name, category)) != null) {
      throw new IllegalArgumentException("The ticket type '" + id + "' is defined twice");
    }
  }

  /** Returns the initial content of the workspace. */
  InitialContent content() {
    return content;
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

  void callsPerWindow(int calls) {
    callsPerWindow = Arguments.atLeast("callsPerWindow", 1, calls);
  }

  void window(Duration newWindow) {
    if (newWindow.toMillis() < 1) {
      throw new IllegalArgumentException("window must be at least 1 ms: " + newWindow);
    }
    window = newWindow;
  }

  void maxInstancesPerType(int count) {
    maxInstancesPerType = Arguments.atLeast("maxInstancesPerType", 0, count);
  }

  void missAnswer(MissAnswer newMissAnswer) {
    missAnswer = newMissAnswer;
  }

  void defaultVersion(String version) {
    defaultVersion =
        ApiVersion.find(version)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "defaultVersion must be "
                            + ApiVersion.KNOWN
                            + " or Preview: '"
                            + version
                            + "'"));
  }

  void nestedNulls(boolean shown) {
    nestedNulls = shown;
  }

  void duplicateConversationAttribute(String name) {
    Arguments.name("The name of a conversation attribute", name);
    if (!duplicateConversationAttributes.add(name)) {
      throw new IllegalArgumentException("The duplicate attribute '" + name + "' is defined twice");
    }
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
    if (limitedTokens.containsKey(token)) {
      throw new IllegalArgumentException(
          "The token with every permission is also defined as a limited one");
    }
    Map<String, TicketType> allTicketTypes = ticketTypes();
    return new Settings(
        token,
        tokens(),
        copy(types),
        copy(contactRelationships),
        copy(conversationRelationships),
        instancesShown,
        callsPerWindow,
        window,
        maxInstancesPerType,
        missAnswer,
        defaultVersion,
        nestedNulls,
        Collections.unmodifiableSet(new LinkedHashSet<>(duplicateConversationAttributes)),
        copy(teammates),
        copy(teams),
        allTicketTypes,
        content.copy(allTicketTypes));
  }

  Map<String, TicketType> ticketTypes() {
    return ticketTypes.isEmpty()
        ? Map.of(TicketType.REQUEST.id(), TicketType.REQUEST)
        : copy(ticketTypes);
  }

  private Map<String, AccessToken> tokens() {
    Map<String, AccessToken> tokens = new HashMap<>();
    limitedTokens.forEach((text, scopes) -> tokens.put(text, new AccessToken(text, scopes)));
    tokens.put(token, new AccessToken(token, null));
    return Map.copyOf(tokens);
  }

  private void person(String kind, String id, String name) {
    Arguments.digits("The id of a " + kind, id);
    Arguments.name("The name of a " + kind, name);
    // Requests name teammates and teams in the same field.
    if (teammates.containsKey(id) || teams.containsKey(id)) {
      throw new IllegalArgumentException("A teammate or team already has the id '" + id + "'");
    }
  }

  private static String checkedToken(String token) {
    if (!token.matches("[!-~]+")) {
      throw new IllegalArgumentException(
          "token must be printable ASCII without blanks, since it is sent in a header");
    }
    return token;
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
