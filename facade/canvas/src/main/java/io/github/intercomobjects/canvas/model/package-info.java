/** Generated Moshi models of what Intercom sends to the server of an app, and of the responses. */
@NullMarked
package io.github.intercomobjects.canvas.model;

import org.jspecify.annotations.NullMarked;
