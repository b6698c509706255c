/** Tests with a broker and a worker in this JVM, which all of them share. */
@NullMarked
package io.github.intercomobjects.connect.cluster;

import org.jspecify.annotations.NullMarked;
