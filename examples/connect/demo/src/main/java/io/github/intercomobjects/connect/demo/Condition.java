package io.github.intercomobjects.connect.demo;

import java.io.IOException;

/** A state that is waited for. */
interface Condition {
  boolean isMet() throws IOException, InterruptedException;
}
