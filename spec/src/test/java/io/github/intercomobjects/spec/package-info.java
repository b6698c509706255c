/** Checks requests and answers against the description. */
@NullMarked
package io.github.intercomobjects.spec;

import org.jspecify.annotations.NullMarked;
