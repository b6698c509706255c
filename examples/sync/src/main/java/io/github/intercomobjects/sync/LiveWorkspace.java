package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.client.api.AdminsApi;
import io.github.intercomobjects.client.model.App;
import org.jspecify.annotations.Nullable;

/** Asks which workspace a token belongs to, before anything is written to it. */
final class LiveWorkspace {
  private LiveWorkspace() {}

  /**
   * The name and the id of the workspace, as far as the answer has them.
   *
   * @throws CannotRunException if there is no connection or the token is not accepted
   */
  static String describe(Intercom intercom) throws CannotRunException {
    // A wrong address or a missing network is told at once, not after repetitions.
    Intercom hasty = intercom.newBuilder().maxAttempts(1).build();
    try {
      return name(hasty.execute(hasty.api(AdminsApi.class).showMe()).getApp());
    } catch (AuthenticationException e) {
      throw new CannotRunException(new Failures(intercom.getBaseUrl()).reason(e), e);
    } catch (ApiException | DecodingException e) {
      // Who may not ask may write nevertheless.
      return "not named by GET /me";
    } catch (IntercomException e) {
      throw new CannotRunException(new Failures(intercom.getBaseUrl()).reason(e), e);
    }
  }

  private static String name(@Nullable App workspace) {
    return workspace == null
        ? "not named by GET /me"
        : "\"" + workspace.getName() + "\" (" + workspace.getIdCode() + ")";
  }
}
