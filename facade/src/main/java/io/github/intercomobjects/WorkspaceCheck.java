package io.github.intercomobjects;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.intercomobjects.client.model.AdminWithApp;
import io.github.intercomobjects.client.model.App;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a token and the region that hosts the workspace, as Intercom reports them.
 * Immutable.
 *
 * <pre>{@code
 * WorkspaceCheck check = intercom.check();
 * if (!check.isRightRegion()) {
 *   out.println(check); // Acme (a1b2c3d4), region EU, but calls go to https://api.intercom.io/: …
 * }
 * }</pre>
 */
public final class WorkspaceCheck {
  private final AdminWithApp admin;
  private final @Nullable App app;
  private final HttpUrl baseUrl;

  WorkspaceCheck(AdminWithApp admin, HttpUrl baseUrl) {
    this.admin = admin;
    this.app = admin.getApp();
    this.baseUrl = baseUrl;
  }

  /** Returns the name of the workspace, or null if the response has none. */
  public @Nullable String getWorkspaceName() {
    return app == null ? null : app.getName();
  }

  /** Returns the id of the workspace, as in its URLs, or null if the response has none. */
  public @Nullable String getWorkspaceId() {
    return app == null ? null : app.getIdCode();
  }

  /** Returns the teammate that owns the token, with everything in the response. */
  public AdminWithApp getAdmin() {
    return admin;
  }

  /** Returns the region of the workspace, or null if the response has none or an unknown one. */
  public @Nullable Region getRegion() {
    String name = app == null ? null : app.getRegion();
    return name == null
        ? null
        : find(region -> region.name().equals(name.trim().toUpperCase(Locale.ROOT)));
  }

  /**
   * Returns whether the client calls the workspace's own region: false only if it is known to call
   * another, and true for a sandbox or a proxy. Intercom may forward calls from another region, but
   * does not guarantee it.
   */
  public boolean isRightRegion() {
    Region called = find(region -> HttpUrl.get(region.getBaseUrl()).host().equals(baseUrl.host()));
    Region actual = getRegion();
    return called == null || actual == null || called == actual;
  }

  private static @Nullable Region find(Predicate<Region> condition) {
    return Arrays.stream(Region.values()).filter(condition).findFirst().orElse(null);
  }

  /**
   * Returns the check in the form of JSON, as an unmodifiable map with the keys {@code
   * workspace_id}, {@code workspace_name}, {@code region}, {@code right_region} and {@code admin},
   * which has {@code id}, {@code name} and {@code email}. What the response lacks is null. Jackson
   * writes this form.
   */
  @JsonValue
  public Map<String, @Nullable Object> toMap() {
    Region region = getRegion();
    return JsonForm.of(
        "workspace_id", getWorkspaceId(),
        "workspace_name", getWorkspaceName(),
        "region", region == null ? null : region.name(),
        "right_region", isRightRegion(),
        "admin",
            JsonForm.of("id", admin.getId(), "name", admin.getName(), "email", admin.getEmail()));
  }

  /** Returns all this in one line, with the fix if the region is not the right one. */
  @Override
  public String toString() {
    String name = getWorkspaceName();
    String id = getWorkspaceId();
    Region region = getRegion();
    return (name == null ? "workspace without a name" : ForeignText.of(name))
        + (id == null ? "" : " (" + ForeignText.of(id) + ")")
        + (", region " + (region == null ? "unknown" : region))
        + (isRightRegion()
            ? ""
            : ", but calls go to %s: build the client with region(Region.%s)"
                .formatted(baseUrl, region));
  }
}
