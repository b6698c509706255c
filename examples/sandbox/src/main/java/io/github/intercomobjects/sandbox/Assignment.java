package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Whom a ticket is assigned to: a teammate, a team, both or nobody. Immutable.
 *
 * @param teammateId null for no teammate
 * @param teamId null for no team
 */
record Assignment(@Nullable String teammateId, @Nullable String teamId) {

  /** The assignment after an update that names a teammate, a team or nobody by one id. */
  Assignment to(@Nullable String assigneeId, People people) {
    if (assigneeId == null) {
      return this;
    }
    if (People.isNobody(assigneeId)) {
      return new Assignment(null, null);
    }
    // Which of the two is taken off is not documented, so neither is.
    return people.isTeam(assigneeId)
        ? new Assignment(teammateId, people.assignedTeam(assigneeId))
        : new Assignment(people.assignedTeammate(assigneeId), teamId);
  }
}
