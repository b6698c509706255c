package io.github.intercomobjects.live;

/** Thrown instead of a call after the process was asked to stop. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoppedException() {
    super("stopped", null, false, false);
  }
}
