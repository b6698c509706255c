/** Tools for tests: the files of the description, a validator, and comparisons with it. */
@NullMarked
package io.github.intercomobjects.spec;

import org.jspecify.annotations.NullMarked;
