package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that a run writes. It is written beside its target, readable by its owner only, and
 * replaces the target when it is closed. Devices and pipes are written directly.
 */
final class OutputFile implements AutoCloseable {
  private static final String PARTIAL = ".partial";

  private final Path target;
  private final @Nullable Path partial;
  private final FileChannel channel;
  private final Writer writer;

  private OutputFile(Path target, @Nullable Path partial, FileChannel channel) {
    this.target = target;
    this.partial = partial;
    this.channel = channel;
    OutputStream out = Channels.newOutputStream(channel);
    this.writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  /** Returns the file beside a target that is written first. A killed run leaves it behind. */
  static Path partial(Path target) {
    return target.resolveSibling(target.getFileName() + PARTIAL);
  }

  /**
   * Opens a file for writing. A symbolic link stays a link.
   *
   * @throws IOException if it cannot be written, or another run writes it
   */
  static OutputFile open(Path file) throws IOException {
    if (RealPath.isSpecial(file)) {
      return new OutputFile(
          file, null, FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }
    Path target = RealPath.of(file);
    if (Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "it is a directory");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new AccessDeniedException(file.toString());
    }
    Path partial = partial(target);
    FileChannel channel =
        FileChannel.open(
            partial,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS),
            OwnerOnly.ofNewFile());
    boolean opened = false;
    try {
      lock(channel, partial);
      OwnerOnly.restrict(partial);
      // A run that was killed may have left rows.
      channel.truncate(0);
      opened = true;
      return new OutputFile(target, partial, channel);
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  private static void lock(FileChannel channel, Path partial) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    } catch (IOException e) {
      // The file system has no locks.
      return;
    }
    if (lock == null) {
      throw new FileSystemException(partial.toString(), null, "another sync is writing it");
    }
  }

  /** Returns the file that is replaced; null for a device or pipe. */
  @Nullable Path replaced() {
    return partial == null ? null : target;
  }

  Writer writer() {
    return writer;
  }

  /**
   * Completes the file.
   *
   * @throws IOException if not all of it was written; the target is not changed then
   */
  @Override
  public void close() throws IOException {
    try (FileChannel closed = channel) {
      writer.flush();
      if (partial != null) {
        closed.force(true);
        OwnerOnly.restrictLike(target, partial);
        replace(partial, target);
      }
    }
  }

  /** Closes the file without replacing the target, unless it is closed already. */
  void abandon() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing of it is used.
    }
  }

  private static void replace(Path partial, Path target) throws IOException {
    try {
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      // A file that is a mount point cannot be replaced, but written.
      try (OutputStream out = Files.newOutputStream(target)) {
        Files.copy(partial, out);
      }
      Files.delete(partial);
    }
  }
}
