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
 * Which workspace a token belongs to, asked before anything is written to it.
 *
 * @param name null where the answer has none
 * @param id null where the answer has none
 */
record LiveWorkspace(@Nullable String name, @Nullable String id) {
  /**
   * Asks Intercom.
   *
   * @throws CannotRunException if there is no connection or the token is not accepted
   */
  static LiveWorkspace ask(Intercom intercom) throws CannotRunException {
    // A wrong address or a missing network is told at once, not after repetitions.
    Intercom hasty = intercom.newBuilder().maxAttempts(1).build();
    try {
      App app = hasty.execute(hasty.api(AdminsApi.class).showMe()).getApp();
      return app == null
          ? new LiveWorkspace(null, null)
          : new LiveWorkspace(app.getName(), app.getIdCode());
    } catch (AuthenticationException e) {
      throw new CannotRunException(new Failures(intercom.getBaseUrl()).reason(e), e);
    } catch (ApiException | DecodingException e) {
      // Who may not ask may write nevertheless.
      return new LiveWorkspace(null, null);
    } catch (IntercomException e) {
      throw new CannotRunException(new Failures(intercom.getBaseUrl()).reason(e), e);
    }
  }

  @Override
  public String toString() {
    return name == null && id == null ? "not named by GET /me" : "\"" + name + "\" (" + id + ")";
  }
}
