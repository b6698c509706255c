/** A check of what this project assumes about Intercom, against a workspace of its user. */
@NullMarked
package io.github.intercomobjects.live;

import org.jspecify.annotations.NullMarked;
