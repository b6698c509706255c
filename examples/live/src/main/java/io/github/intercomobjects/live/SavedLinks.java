package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file that holds the links of the contact until they are restored, also after a kill. */
final class SavedLinks {
  private static final String NAME = "links-to-restore.json";

  private final Options options;
  private final Path file;

  SavedLinks(Options options) {
    this.options = options;
    this.file = options.folder().resolve(NAME);
  }

  /**
   * Returns the ids that a run left to restore; null if there are none.
   *
   * @throws CannotRunException if they are those of another contact, or cannot be read
   */
  @Nullable List<String> find() throws CannotRunException {
    if (!Files.exists(file)) {
      return null;
    }
    JsonNode saved;
    try {
      saved = Json.parse(Files.readString(file));
    } catch (IOException e) {
      throw new CannotRunException(file + " cannot be read: " + e.getMessage());
    }
    if (!saved.path("ids").isArray()) {
      throw new CannotRunException(
          file + " is damaged; check the links of the contact, then delete the file");
    }
    if (!owner().equals(saved.path("owner").asText())) {
      throw new CannotRunException(
          file
              + " holds the links of another contact, which an earlier run did not restore; run"
              + " once with that contact, or use another folder");
    }
    List<String> ids = new ArrayList<>();
    saved.path("ids").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  /** Stores the ids, so that a later run finds them whenever this one is killed. */
  void save(List<String> ids) throws CannotRunException {
    ObjectNode saved = Json.object().put("owner", owner());
    saved.set("ids", Json.array(ids));
    try {
      Files.createDirectories(options.folder());
      Path draft = file.resolveSibling(NAME + ".new");
      Files.writeString(draft, saved.toPrettyString());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CannotRunException(file + " cannot be written: " + e.getMessage());
    }
  }

  void delete() throws CannotRunException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CannotRunException(file + " cannot be deleted: " + e.getMessage());
    }
  }

  private String owner() {
    return String.join(" ", options.baseUrl(), options.contactId(), options.relationship());
  }
}
