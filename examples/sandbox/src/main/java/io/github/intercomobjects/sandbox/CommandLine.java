package io.github.intercomobjects.sandbox;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parsed options of the command line.
 *
 * @param allowedHosts additional host names under which the sandbox may be called
 * @param workspace the file that defines the workspace; null for the default workspace
 */
record CommandLine(
    int port, String host, Set<String> allowedHosts, @Nullable Path workspace, boolean help) {
  static final int DEFAULT_PORT = 4000;
  static final String USAGE =
      """
      Usage: java -jar intercom-objects-sandbox-<version>-cli.jar [options]

      Runs an in-memory Intercom workspace with the HTTP API until it is interrupted. The page
      /_sandbox/ shows its content and the calls it received.

        --workspace FILE  the definition of the workspace as JSON; the default workspace has the
                          object type Order and the contact customer-7
        --port PORT       the port to listen on; 4000 by default, 0 takes a free port
        --host HOST       the address to listen on; 127.0.0.1 by default, which other machines
                          cannot reach
        --allow-host NAME an additional host name under which the sandbox may be called, such as
                          the name of a container; can be repeated. Calls under names other than
                          localhost and the address it listens on get a 403, because a web page
                          can make its own host name resolve to this machine
        --help            prints this text

      Exit codes: 1 if it cannot listen, 2 if an option or the file is invalid, 3 if it ran out of
      memory (java -Xmx increases it), 130 after an interrupt (Ctrl+C).
      """;

  /**
   * Parses the arguments.
   *
   * @throws IllegalArgumentException if there is no such option, or its value is missing or invalid
   */
  static CommandLine parse(List<String> arguments) {
    int port = DEFAULT_PORT;
    String host = SandboxServer.HOST;
    Set<String> allowedHosts = new LinkedHashSet<>();
    Path workspace = null;
    boolean help = false;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String option = equals < 0 ? argument : argument.substring(0, equals);
      String attached = equals < 0 ? null : argument.substring(equals + 1);
      switch (option) {
        case "--port" -> port = port(value(option, attached, rest));
        case "--host" -> host = value(option, attached, rest);
        case "--allow-host" -> allowedHosts.add(host(value(option, attached, rest)));
        case "--workspace" -> workspace = Path.of(value(option, attached, rest));
        case "--help", "-h" -> help = true;
        default ->
            throw new IllegalArgumentException(
                "There is no option '" + argument + "'; --help lists the options");
      }
    }
    return new CommandLine(port, host, allowedHosts, workspace, help);
  }

  private static String value(String option, @Nullable String attached, Iterator<String> rest) {
    String value = attached == null && rest.hasNext() ? rest.next() : attached;
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(option + " needs a value; --help describes it");
    }
    return value;
  }

  private static String host(String name) {
    HostNames.allowed(name);
    return name;
  }

  private static int port(String text) {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be from 0 to 65535: '" + text + "'");
    }
    return port;
  }
}
