package io.github.intercomobjects.spring;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties beside those of clients.
 *
 * @param enabled Whether to create the beans of the starter.
 * @param workspaces Workspaces by name, each with an access token and what differs from the
 *     properties of the client.
 * @param canvas Endpoint of cards.
 */
@ConfigurationProperties("intercom")
record IntercomProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Map<String, ClientSettings> workspaces,
    @DefaultValue Canvas canvas) {

  /**
   * The properties of the endpoint of cards.
   *
   * @param path Path of the endpoint, below which are those of the requests, such as
   *     inbox/initialize.
   */
  record Canvas(@DefaultValue("/intercom/canvas") String path) {}
}
