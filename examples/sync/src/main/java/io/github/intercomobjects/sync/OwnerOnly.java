package io.github.intercomobjects.sync;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files that only their owner can read, because they contain data of customers. */
final class OwnerOnly {
  private static final Set<PosixFilePermission> READ_AND_WRITE =
      PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /** Returns the attributes for a new file; none where they can only be set afterwards. */
  static FileAttribute<?>[] ofNewFile() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(READ_AND_WRITE)}
        : new FileAttribute<?>[0];
  }

  /** Creates an empty file with its restrictions, unless it exists or cannot be created. */
  static void create(Path file) {
    try {
      Files.createFile(file, ofNewFile());
    } catch (IOException | UnsupportedOperationException e) {
      // It exists, or the attempt to open it reports why it cannot be created.
    }
  }

  /** Removes the permissions of a file that another one, which it replaces, does not have. */
  static void restrictLike(Path other, Path file) {
    try {
      Set<PosixFilePermission> kept = EnumSet.copyOf(READ_AND_WRITE);
      kept.retainAll(Files.getPosixFilePermissions(other));
      Files.setPosixFilePermissions(file, kept);
    } catch (IOException | UnsupportedOperationException e) {
      // There is no other file, or the file system has no permissions.
    }
  }

  /**
   * Restricts a file to its owner, where the file system allows it. Devices and folders are left
   * alone.
   */
  static void restrict(Path file) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (posix != null) {
        posix.setPermissions(READ_AND_WRITE);
        return;
      }
      AclFileAttributeView acl = Files.getFileAttributeView(file, AclFileAttributeView.class);
      if (acl != null) {
        acl.setAcl(
            List.of(
                AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(acl.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
      }
    } catch (IOException e) {
      // The file belongs to another user, or its file system has no permissions.
    }
  }
}
