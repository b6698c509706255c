package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The definition of a workspace. */
record Settings(
    String token,
    Map<String, AccessToken> tokens,
    Map<String, ObjectTypeDefinition> types,
    Map<String, Reference> contactRelationships,
    Map<String, Reference> conversationRelationships,
    int instancesShown,
    int callsPerWindow,
    Duration window,
    int maxInstancesPerType,
    MissAnswer missAnswer,
    ApiVersion defaultVersion,
    boolean nestedNulls,
    Set<String> duplicateConversationAttributes,
    Map<String, Teammate> teammates,
    Map<String, Teammate> teams,
    Map<String, TicketType> ticketTypes,
    InitialContent content) {}
