/** Tests of the starter. */
@NullMarked
package io.github.intercomobjects.spring;

import org.jspecify.annotations.NullMarked;
