package io.github.intercomobjects;

/**
 * Where Intercom hosts a workspace's data; it decides the address of the API.
 *
 * <p>Source: the {@code servers} of Intercom's API descriptions, 2.13 to 2.16.
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

  /** The address of the API, ending in a slash. */
  public String getBaseUrl() {
    return baseUrl;
  }
}
