/**
 * What the generated Retrofit interfaces and Moshi models share: annotations that carry rules of
 * the API, and JSON of any shape without loss.
 */
@NullMarked
package io.github.intercomobjects.client;

import org.jspecify.annotations.NullMarked;
