package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * The assignees of a ticket: a teammate, a team, both or none. Immutable.
 *
 * @param teammateId null for no teammate
 * @param teamId null for no team
 */
record Assignment(@Nullable String teammateId, @Nullable String teamId) {}
