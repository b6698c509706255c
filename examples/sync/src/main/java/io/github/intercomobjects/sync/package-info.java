/** A CSV file's rows as custom objects in Intercom, linked to their contacts: the main job. */
@NullMarked
package io.github.intercomobjects.sync;

import org.jspecify.annotations.NullMarked;
