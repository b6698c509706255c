/**
 * The support code of generated models. It is exported to this library's own modules only, and it
 * may change in any version.
 */
@NullMarked
package io.github.intercomobjects.client.support;

import org.jspecify.annotations.NullMarked;
