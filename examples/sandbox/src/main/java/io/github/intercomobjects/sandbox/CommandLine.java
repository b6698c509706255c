package io.github.intercomobjects.sandbox;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command line asks for.
 *
 * @param allowedHosts further names by which it is called
 * @param workspace the file with its definition; null for the one that is ready
 */
record CommandLine(
    int port, String host, Set<String> allowedHosts, @Nullable Path workspace, boolean help) {
  static final int DEFAULT_PORT = 4000;
  static final String USAGE =
      """
      Usage: java -jar intercom-objects-sandbox-<version>-cli.jar [options]

      Runs an Intercom workspace in memory, with the same HTTP, until it is interrupted. A page
      under /_sandbox/ shows what it holds and which calls it got.

        --workspace FILE  the definition of the workspace as JSON; without it there is one with
                          the object type Order and the contact customer-7
        --port PORT       the port to listen on, 4000 if not given; 0 takes a free one
        --host HOST       the address to listen on, 127.0.0.1 if not given: from elsewhere the
                          sandbox cannot be reached then
        --allow-host NAME a further name by which it is called, such as that of a container;
                          may be given several times. Calls under other names than localhost
                          and the address listened on are refused, since a web page can lead
                          its own name here
        --help            this text

      Exit codes: 1 if it cannot listen, 2 if an option or the file is wrong, 3 if it ran out of
      memory (java -Xmx gives more), 130 after an interrupt (Ctrl+C).
      """;

  /**
   * @throws IllegalArgumentException if an option is not one of ours, or lacks its value
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
                "There is no option '" + argument + "'; --help tells which there are");
      }
    }
    return new CommandLine(port, host, allowedHosts, workspace, help);
  }

  private static String value(String option, @Nullable String attached, Iterator<String> rest) {
    String value = attached == null && rest.hasNext() ? rest.next() : attached;
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(option + " needs a value; --help tells which");
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
