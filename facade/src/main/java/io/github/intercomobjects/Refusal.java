package io.github.intercomobjects;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.client.model.ErrorItem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link ApiException} is made of.
 *
 * @param path the path with its parameters as names
 */
record Refusal(
    String message,
    int status,
    List<ErrorItem> errors,
    @Nullable String requestId,
    String method,
    String path,
    @Nullable ApiVersion version,
    Outcome outcome,
    int attempts) {}
