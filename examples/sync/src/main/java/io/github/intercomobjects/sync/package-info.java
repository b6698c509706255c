/** A command line that keeps custom objects in sync with the rows of a CSV file or a database. */
@NullMarked
package io.github.intercomobjects.sync;

import org.jspecify.annotations.NullMarked;
