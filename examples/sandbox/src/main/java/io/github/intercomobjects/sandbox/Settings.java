package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.time.Duration;
import java.util.Map;

/** What a workspace was defined to be. */
record Settings(
    String token,
    Map<String, ObjectTypeDefinition> types,
    Map<String, Reference> contactRelationships,
    Map<String, Reference> conversationRelationships,
    int instancesShown,
    int callsPerWindow,
    Duration window,
    int maxInstancesPerType,
    MissAnswer missAnswer,
    ApiVersion defaultVersion) {}
