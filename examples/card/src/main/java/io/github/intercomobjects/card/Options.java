package io.github.intercomobjects.card;

import io.github.intercomobjects.Region;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options of the command line.
 *
 * @param url the app that the previewer shows; null for the card of this module
 * @param shop the address in the company's own system to which the number of an order is appended
 */
record Options(
    int port,
    int previewPort,
    String host,
    boolean live,
    Region region,
    @Nullable URI url,
    String shop,
    boolean help) {
  static final String USAGE =
      """
      Usage: java -jar intercom-objects-card-<version>-cli.jar [options]

      Runs the card on a shop in memory, with a previewer, until it is interrupted.

        --port PORT          the port of the card; 8080 by default, 0 takes a free port
        --preview-port PORT  the port of the previewer; 8081 by default, 0 takes a free port
        --live               responds to Intercom, without the shop in memory and the previewer
        --host HOST          the address on which the card listens; 127.0.0.1 by default, for a
                             proxy with TLS on this machine
        --region REGION      where workspaces are hosted whose requests do not name their region:
                             us, eu or au; us by default
        --shop URL           the page of an order in your system, to which its number is appended
        --url URL            shows the app at this address instead, whose paths are
                             /inbox/initialize, /inbox/submit, /messenger/initialize and
                             /messenger/submit; its requests are signed with the secret below
        --help               prints this text

      INTERCOM_CLIENT_SECRET is the client secret of the app: two, separated by a comma, while it
      is replaced. INTERCOM_ACCESS_TOKEN is the access token. --live needs both. With the id of a
      workspace at its end (INTERCOM_ACCESS_TOKEN_abc123), each is for that workspace only.
      """;

  /**
   * Parses the arguments.
   *
   * @throws IllegalArgumentException if there is no such option, or its value is missing or invalid
   */
  static Options parse(List<String> arguments) {
    int port = 8080;
    int previewPort = 8081;
    String host = "127.0.0.1";
    boolean live = false;
    Region region = Region.US;
    URI url = null;
    String shop = "https://shop.example/admin/orders/";
    boolean help = false;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--port" -> port = port(option, rest);
        case "--preview-port" -> previewPort = port(option, rest);
        case "--host" -> host = value(option, rest);
        case "--live" -> live = true;
        case "--region" -> region = region(value(option, rest));
        case "--url" -> url = URI.create(address(option, "http", value(option, rest)));
        case "--shop" -> shop = address(option, "https://", value(option, rest));
        case "--help", "-h" -> help = true;
        default ->
            throw new IllegalArgumentException(
                "There is no option '" + option + "'; --help lists the options");
      }
    }
    if (live && url != null) {
      throw new IllegalArgumentException("--url is for the previewer, which --live leaves out");
    }
    return new Options(port, previewPort, host, live, region, url, shop, help);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value; --help describes it");
    }
    return rest.next();
  }

  private static int port(String option, Iterator<String> rest) {
    String text = value(option, rest);
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(option + " must be from 0 to 65535: '" + text + "'");
    }
    return port;
  }

  private static Region region(String text) {
    try {
      return Region.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--region must be us, eu or au: '" + text + "'", e);
    }
  }

  private static String address(String option, String start, String text) {
    if (!text.startsWith(start) || !text.matches("https?://[^\\s/?#]+[^\\s?#]*")) {
      throw new IllegalArgumentException(
          "%s must be an address that begins with %s: '%s'".formatted(option, start, text));
    }
    return text;
  }
}
