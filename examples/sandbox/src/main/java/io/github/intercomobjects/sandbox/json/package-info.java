/**
 * Reads JSON files that people write. Not exported: it is for the sandbox and {@code sync} only.
 */
@NullMarked
package io.github.intercomobjects.sandbox.json;

import org.jspecify.annotations.NullMarked;
