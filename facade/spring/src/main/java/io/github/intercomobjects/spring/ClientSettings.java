package io.github.intercomobjects.spring;

import io.github.intercomobjects.ApiVersion;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.Region;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties of a client: those of the client bean, which every workspace inherits, or those of
 * one workspace.
 *
 * @param accessToken Access token from the Developer Hub, under Your app, Authentication.
 * @param region Region that hosts the workspace; US by default.
 * @param baseUrl Base URL of the API, such as that of a sandbox or a proxy. Takes precedence over
 *     the region, also over that of a workspace.
 * @param apiVersion Intercom-Version of every call; that of the library by default.
 * @param requestTimeout Timeout of one attempt; 30s by default, or the call timeout of the
 *     OkHttpClient bean.
 * @param totalTimeout Timeout of a call with all its attempts and waits; 2m by default.
 * @param maxWait Longest single wait of a call, for the rate limit or before a retry; 1m by
 *     default. Zero never waits.
 * @param maxAttempts Number of times that a call that is safe to retry is sent; 4 by default.
 * @param rateLimitShare Share of each rate limit window that may be used, above 0 and at most 1,
 *     the default.
 * @param callsPerWindow Number of calls that may be sent in each rate limit window of 10 seconds;
 *     not limited by default.
 * @param followMergedContacts Whether to follow a merge to the remaining contact; false by default.
 * @param contactCache Cache of the ids of contacts.
 */
@ConfigurationProperties("intercom")
record ClientSettings(
    @Nullable String accessToken,
    @Nullable Region region,
    @Nullable String baseUrl,
    // A text, because YAML reads 2.16 as a number.
    @Nullable String apiVersion,
    @Nullable Duration requestTimeout,
    @Nullable Duration totalTimeout,
    @Nullable Duration maxWait,
    @Nullable Integer maxAttempts,
    @Nullable Double rateLimitShare,
    @Nullable Integer callsPerWindow,
    @Nullable Boolean followMergedContacts,
    @Nullable ContactCache contactCache) {

  /** The prefix of the properties of the client bean. */
  static final String PREFIX = "intercom.";

  /**
   * The properties of the cache of contacts.
   *
   * @param contacts Number of contacts whose ids are remembered; 10000 by default.
   * @param timeToLive Time for which an id is remembered; 1h by default.
   */
  record ContactCache(@Nullable Integer contacts, @Nullable Duration timeToLive) {
    private static final ContactCache DEFAULT = new ContactCache(10_000, Duration.ofHours(1));

    /** Returns these properties, with those of another cache for the ones that are not set. */
    private ContactCache or(ContactCache other) {
      return new ContactCache(
          contacts == null ? other.contacts : contacts,
          timeToLive == null ? other.timeToLive : timeToLive);
    }

    private void applyTo(Intercom.Builder builder, String prefix, @Nullable ContactCache base) {
      ContactCache all = or(base == null ? DEFAULT : base.or(DEFAULT));
      int number = Objects.requireNonNull(all.contacts);
      // Each on its own, so that a failure names the property.
      set(prefix + "contacts", number, valid -> builder.contactCache(valid, Duration.ofHours(1)));
      set(prefix + "time-to-live", all.timeToLive, valid -> builder.contactCache(number, valid));
    }
  }

  /**
   * Sets on a builder what is set here.
   *
   * @param prefix the prefix of these properties, for messages
   * @param base the settings that the builder has already, or null; its base URL takes precedence
   *     over a region, so that one property directs all workspaces to a sandbox
   * @throws InvalidPropertyException if a value is not valid
   */
  void applyTo(Intercom.Builder builder, String prefix, @Nullable ClientSettings base) {
    applyTokenTo(builder, prefix);
    if (base == null || base.baseUrl == null) {
      set(prefix + "region", region, builder::region);
    }
    set(prefix + "base-url", baseUrl, builder::baseUrl);
    set(prefix + "api-version", apiVersion, text -> builder.apiVersion(ApiVersion.of(text)));
    set(prefix + "request-timeout", requestTimeout, builder::requestTimeout);
    set(prefix + "total-timeout", totalTimeout, builder::totalTimeout);
    set(prefix + "max-wait", maxWait, builder::maxWait);
    set(prefix + "max-attempts", maxAttempts, builder::maxAttempts);
    set(prefix + "rate-limit-share", rateLimitShare, builder::rateLimitShare);
    set(prefix + "calls-per-window", callsPerWindow, builder::callsPerWindow);
    set(prefix + "follow-merged-contacts", followMergedContacts, builder::followMergedContacts);
    if (contactCache != null) {
      contactCache.applyTo(
          builder, prefix + "contact-cache.", base == null ? null : base.contactCache);
    }
  }

  /** Sets only the token. */
  void applyTokenTo(Intercom.Builder builder, String prefix) {
    set(prefix + "access-token", accessToken, token -> builder.accessToken(resolved(token)));
  }

  /** Returns the token, unless it is a placeholder: Spring Boot keeps one without a value. */
  private static String resolved(String token) {
    if (token.contains("${")) {
      throw new IllegalArgumentException(
          "it has a placeholder without a value; set the variable that the placeholder names");
    }
    return token;
  }

  private static <T> void set(String property, @Nullable T value, Consumer<T> setter) {
    if (value != null) {
      try {
        setter.accept(value);
      } catch (IllegalArgumentException e) {
        throw new InvalidPropertyException(property, String.valueOf(e.getMessage()));
      }
    }
  }

  /** Returns the class alone: the generated text would show the token. */
  @Override
  public String toString() {
    return "ClientSettings";
  }
}
