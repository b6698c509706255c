/** What tests know of the description: its files, a validator, and comparisons with it. */
@NullMarked
package io.github.intercomobjects.spec;

import org.jspecify.annotations.NullMarked;
