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

  /**
   * What the file holds.
   *
   * @param ids the objects that the contact was linked to
   * @param probe the object that the first change links instead
   */
  record Content(List<String> ids, String probe) {}

  private final Options options;
  private final Path file;

  SavedLinks(Options options) {
    this.options = options;
    this.file = options.folder().resolve(NAME);
  }

  /**
   * Returns what a run left to restore; null if there is nothing.
   *
   * @throws CannotRunException if it is of another contact, or cannot be read
   */
  @Nullable Content find() throws CannotRunException {
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
    return new Content(ids, saved.path("probe").asText());
  }

  /** Stores the content, so that a later run finds it whenever this one is killed. */
  void save(Content content) throws CannotRunException {
    ObjectNode saved = Json.object().put("owner", owner()).put("probe", content.probe());
    saved.set("ids", Json.array(content.ids()));
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

  Path file() {
    return file;
  }

  private String owner() {
    return String.join(" ", options.baseUrl(), options.contactId(), options.relationship());
  }
}
