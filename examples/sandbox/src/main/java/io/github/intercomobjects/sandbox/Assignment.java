package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Whom a ticket is assigned to: a teammate, a team, both or nobody. Immutable.
 *
 * @param teammateId null for no teammate
 * @param teamId null for no team
 */
record Assignment(@Nullable String teammateId, @Nullable String teamId) {}
