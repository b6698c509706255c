package io.github.intercomobjects;

import io.github.intercomobjects.client.model.AdminWithApp;
import io.github.intercomobjects.client.model.App;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What Intercom says of a token: whose it is, and where its workspace is hosted. Immutable.
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
  private final HttpUrl baseUrl;

  WorkspaceCheck(AdminWithApp admin, HttpUrl baseUrl) {
    this.admin = admin;
    this.baseUrl = baseUrl;
  }

  /** The name of the workspace; null where the answer does not say. */
  public @Nullable String getWorkspaceName() {
    App app = admin.getApp();
    return app == null ? null : app.getName();
  }

  /** The id of the workspace, as in the addresses of its pages; null where it is not said. */
  public @Nullable String getWorkspaceId() {
    App app = admin.getApp();
    return app == null ? null : app.getIdCode();
  }

  /** The teammate the token belongs to, with everything that came; cannot be changed. */
  public AdminWithApp getAdmin() {
    return admin;
  }

  /**
   * Where the workspace is hosted; null where the answer does not say, or names no known region.
   */
  public @Nullable Region getRegion() {
    App app = admin.getApp();
    String name = app == null ? null : app.getRegion();
    for (Region region : Region.values()) {
      if (name != null && region.name().equals(name.trim().toUpperCase(Locale.ROOT))) {
        return region;
      }
    }
    return null;
  }

  /**
   * Whether the client calls the address of the workspace's own region; false only if it is known
   * to call that of another, and true for a sandbox or a proxy. Intercom may forward calls that go
   * to another region, but does not promise to.
   */
  public boolean isRightRegion() {
    Region called = called();
    Region actual = getRegion();
    return called == null || actual == null || called == actual;
  }

  private @Nullable Region called() {
    for (Region region : Region.values()) {
      if (HttpUrl.get(region.getBaseUrl()).host().equals(baseUrl.host())) {
        return region;
      }
    }
    return null;
  }

  /** One line that says all this, with the remedy if the region is not the right one. */
  @Override
  public String toString() {
    return (getWorkspaceName() == null
            ? "workspace without a name"
            : ForeignText.of(getWorkspaceName()))
        + (getWorkspaceId() == null ? "" : " (" + ForeignText.of(getWorkspaceId()) + ")")
        + ", region "
        + (getRegion() == null ? "unknown" : getRegion())
        + (isRightRegion()
            ? ""
            : ", but calls go to "
                + baseUrl
                + ": build the client with region(Region."
                + getRegion()
                + ")");
  }
}
