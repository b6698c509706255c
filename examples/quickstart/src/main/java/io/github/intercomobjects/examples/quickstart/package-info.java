/** The code that README and recipes show. */
@NullMarked
package io.github.intercomobjects.examples.quickstart;

import org.jspecify.annotations.NullMarked;
