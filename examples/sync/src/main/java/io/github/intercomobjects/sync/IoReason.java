package io.github.intercomobjects.sync;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** The reasons why files cannot be read or written, in words. */
final class IoReason {
  private IoReason() {}

  /**
   * Returns the reason as a clause. The messages of many exceptions have only the name of a file.
   */
  static String of(Exception e) {
    Throwable failure =
        e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "access to it is denied";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its links lead in a circle";
    }
    String message =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return message == null || message.isBlank() ? "the system reported no reason" : message;
  }
}
