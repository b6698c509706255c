package io.github.intercomobjects;

/**
 * The region that hosts a workspace's data, which determines the base URL of the API ({@code
 * servers} of API descriptions 2.13 to 2.16).
 */
public enum Region {
  /** The United States: {@code https://api.intercom.io/}. */
  US("https://api.intercom.io/"),

  /** Europe: {@code https://api.eu.intercom.io/}. */
  EU("https://api.eu.intercom.io/"),

  /** Australia: {@code https://api.au.intercom.io/}. */
  AU("https://api.au.intercom.io/");

  private final String baseUrl;

  Region(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Returns the base URL of the API, which ends in a slash. */
  public String getBaseUrl() {
    return baseUrl;
  }
}
