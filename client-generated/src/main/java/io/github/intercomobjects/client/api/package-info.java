/** Generated Retrofit interfaces, one for each resource of Intercom's REST API. */
@NullMarked
package io.github.intercomobjects.client.api;

import org.jspecify.annotations.NullMarked;
