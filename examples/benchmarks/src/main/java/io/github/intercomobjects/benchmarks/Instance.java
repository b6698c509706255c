package io.github.intercomobjects.benchmarks;

import java.util.Map;

/** An object as a response has it; the result of the contenders that read JSON by hand. */
record Instance(
    String id,
    String type,
    String externalId,
    long externalCreatedAt,
    long externalUpdatedAt,
    long createdAt,
    long updatedAt,
    Map<String, Object> attributes) {}
