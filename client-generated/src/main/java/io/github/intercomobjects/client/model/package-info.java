/** Moshi models of Intercom's requests and answers; generated. */
@NullMarked
package io.github.intercomobjects.client.model;

import org.jspecify.annotations.NullMarked;
