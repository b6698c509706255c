/** Generated Moshi models of Intercom's requests and responses. */
@NullMarked
package io.github.intercomobjects.client.model;

import org.jspecify.annotations.NullMarked;
