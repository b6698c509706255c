package io.github.intercomobjects.connect;

import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.IntercomException;
import io.github.intercomobjects.NotFoundException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.PermissionException;
import io.github.intercomobjects.RateLimitException;
import io.github.intercomobjects.UnsupportedVersionException;
import io.github.intercomobjects.WorkspaceCheck;
import java.time.Duration;
import java.util.function.BiConsumer;

/** The check of valid settings against the workspace: token, region and types. */
final class WorkspaceProbe {
  /** The limit for all calls: the REST call that waits for them has a timeout of 90 s. */
  private static final Duration TOTAL = Duration.ofSeconds(60);

  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final Intercom intercom;
  private final Ticks ticks;
  private final long startNanos;
  private final BiConsumer<String, String> mistakes;

  private WorkspaceProbe(Intercom intercom, Ticks ticks, BiConsumer<String, String> mistakes) {
    this.intercom = intercom;
    this.ticks = ticks;
    this.startNanos = ticks.nanoTime();
    this.mistakes = mistakes;
  }

  /**
   * Checks the workspace.
   *
   * @param mistakes receives the name of a setting and what is wrong with it
   */
  static void run(SinkConfig config, Ticks ticks, BiConsumer<String, String> mistakes) {
    Intercom.Builder client =
        Intercom.builder()
            .accessToken(config.token())
            .baseUrl(config.baseUrl())
            .totalTimeout(TIMEOUT)
            .maxAttempts(2);
    Clients.setVersion(client, config);
    try (Intercom intercom = client.build()) {
      WorkspaceProbe probe = new WorkspaceProbe(intercom, ticks, mistakes);
      if (probe.isReached()) {
        config.objects().values().forEach(probe::checkType);
      }
    } catch (IllegalArgumentException e) {
      mistakes.accept(Settings.TOKEN, String.valueOf(e.getMessage()));
    }
  }

  private boolean isReached() {
    try {
      WorkspaceCheck found = intercom.check();
      if (!found.isRightRegion()) {
        mistakes.accept(
            Settings.REGION,
            "the workspace is in the region " + found.getRegion() + "; set that one");
      }
      return true;
    } catch (AuthenticationException | PermissionException e) {
      mistakes.accept(Settings.TOKEN, FailureText.of(e));
    } catch (RateLimitException e) {
      mistakes.accept(
          Settings.CHECK,
          "Intercom limits the calls of this token now; validate again in a minute");
    } catch (NotFoundException e) {
      mistakes.accept(
          Settings.BASE_URL, "the URL is not that of Intercom's API: " + FailureText.of(e));
    } catch (IntercomException e) {
      mistakes.accept(Settings.BASE_URL, "Intercom cannot be reached: " + FailureText.of(e));
    }
    return false;
  }

  private void checkType(ObjectConfig object) {
    if (ticks.nanoTime() - startNanos > TOTAL.minus(TIMEOUT).toNanos()) {
      mistakes.accept(
          ObjectSettings.name(object.name(), ObjectSettings.TYPE),
          "the type was not checked, because Intercom responded too slowly; try again, or remove "
              + Settings.CHECK);
      return;
    }
    try {
      intercom.customObjects(ObjectType.untyped(object.type())).list().page(1);
    } catch (NotFoundException e) {
      mistakes.accept(
          ObjectSettings.name(object.name(), ObjectSettings.TYPE),
          FailureText.unknownType(object.type()));
    } catch (UnsupportedVersionException e) {
      // Older versions list no objects, so the type is not checked.
    } catch (PermissionException e) {
      mistakes.accept(Settings.TOKEN, FailureText.of(e));
    } catch (IntercomException e) {
      mistakes.accept(
          ObjectSettings.name(object.name(), ObjectSettings.TYPE),
          "the type cannot be checked: " + FailureText.of(e));
    }
  }
}
