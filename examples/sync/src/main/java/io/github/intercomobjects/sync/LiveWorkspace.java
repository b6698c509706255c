package io.github.intercomobjects.sync;

import io.github.intercomobjects.ApiException;
import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.DecodingException;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.GET;

/** Asks which workspace a token belongs to, before anything is written to it. */
final class LiveWorkspace {
  /** A call that the library has no method for: any Retrofit interface does. */
  interface MeApi {
    @GET("me")
    Call<Map<String, Object>> showMe();
  }

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
      Map<String, Object> me = hasty.execute(hasty.api(MeApi.class).showMe());
      return name(me == null ? null : me.get("app"));
    } catch (AuthenticationException e) {
      throw new CannotRunException(new Failures(intercom.getBaseUrl()).reason(e), e);
    } catch (ApiException | DecodingException e) {
      // Who may not ask may write nevertheless.
      return "not named by GET /me";
    } catch (IntercomException e) {
      throw new CannotRunException(new Failures(intercom.getBaseUrl()).reason(e), e);
    }
  }

  private static String name(@Nullable Object app) {
    if (app instanceof Map<?, ?> fields) {
      return "\"" + fields.get("name") + "\" (" + fields.get("id_code") + ")";
    }
    return "not named by GET /me";
  }
}
