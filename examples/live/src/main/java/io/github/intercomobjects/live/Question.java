package io.github.intercomobjects.live;

import java.util.function.Function;

/**
 * An open question about Intercom.
 *
 * @param asked the calls, in one line
 * @param ask asks a workspace, and returns what was seen without any value of the workspace, so
 *     that two workspaces can be compared
 * @param change what would have to change in this project if Intercom differs from the sandbox
 */
record Question(String title, String asked, Function<Session, String> ask, String change) {}
