package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.client.api.AdminsApi;
import io.github.intercomobjects.client.model.App;
import org.jspecify.annotations.Nullable;

/**
 * The workspace that a token belongs to, fetched before anything is written to it.
 *
 * @param name null if the response has no name
 * @param id null if the response has no id
 */
record LiveWorkspace(@Nullable String name, @Nullable String id) {
  /**
   * Fetches the workspace from Intercom.
   *
   * @throws CannotRunException if there is no connection or the token is not accepted
   */
  static LiveWorkspace fetch(Intercom intercom) throws CannotRunException {
    // A wrong URL or a missing network is reported at once, not after retries.
    Intercom withoutRetries = intercom.newBuilder().maxAttempts(1).build();
    try {
      App app = withoutRetries.execute(withoutRetries.api(AdminsApi.class).showMe()).getApp();
      return app == null
          ? new LiveWorkspace(null, null)
          : new LiveWorkspace(app.getName(), app.getIdCode());
    } catch (AuthenticationException e) {
      throw new CannotRunException(new Failures(intercom.getBaseUrl()).reason(e), e);
    } catch (ApiException | DecodingException e) {
      // A token that may not read the workspace may still write.
      return new LiveWorkspace(null, null);
    } catch (IntercomException e) {
      throw new CannotRunException(new Failures(intercom.getBaseUrl()).reason(e), e);
    }
  }

  @Override
  public String toString() {
    return name == null && id == null
        ? "unknown, because GET /me did not name it"
        : "\"" + name + "\" (" + id + ")";
  }
}
