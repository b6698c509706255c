package io.github.intercomobjects.sync;

import io.github.intercomobjects.Region;
import io.github.intercomobjects.sync.SyncState.Subject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which workspace to go to. */
final class TargetOptions {
  @Option(
      names = "--live",
      description = "Go to Intercom, with the access token in " + Shell.TOKEN + ".")
  private boolean live;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Where the workspace is hosted: ${COMPLETION-CANDIDATES}. Default: US")
  private @Nullable Region region;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Another address for --live, such as a proxy's or a running sandbox's.")
  private @Nullable String baseUrl;

  boolean isLive() {
    return live;
  }

  /**
   * Checks the options, and that there is a token where one is needed.
   *
   * @throws CannotRunException if they make no sense together
   */
  void check(Shell shell) throws CannotRunException {
    String token = shell.environment().get(Shell.TOKEN);
    if (live && (token == null || token.isBlank())) {
      throw new CannotRunException(
          "--live needs an access token in the environment variable "
              + Shell.TOKEN
              + ", which is "
              + (token == null ? "not set" : "blank")
              + "; there is one under Developer Hub > Your app > Authentication");
    }
    if (!live && (region != null || baseUrl != null)) {
      throw new CannotRunException(
          (region != null ? "--region " + region : "--base-url " + baseUrl)
              + " says where to go with --live; add --live, or leave it out");
    }
    if (region != null && baseUrl != null) {
      throw new CannotRunException(
          "--region " + region + " and --base-url " + baseUrl + " both say where to go; give one");
    }
  }

  /**
   * @throws CannotRunException if the command is not to go to Intercom
   */
  void requireLive(String command) throws CannotRunException {
    if (!live) {
      throw new CannotRunException(
          command + " asks Intercom, and writes nothing unless it is told to; add --live");
    }
  }

  /**
   * Returns a connection to the workspace, and says which one it is.
   *
   * @throws CannotRunException if there is no connection, or the token is not accepted
   */
  Connected connect(Shell shell, String type) throws CannotRunException {
    Region hosted = region == null ? Region.US : region;
    String address = baseUrl == null ? hosted.getBaseUrl() : baseUrl;
    Connection connection =
        Connection.to(address, String.valueOf(shell.environment().get(Shell.TOKEN)));
    boolean connected = false;
    try {
      shell
          .terminal()
          .out()
          .println(
              "LIVE: "
                  + (baseUrl == null ? "region " + hosted : "address given with --base-url")
                  + ", "
                  + connection.intercom().getBaseUrl());
      LiveWorkspace workspace = LiveWorkspace.ask(connection.intercom());
      shell.terminal().out().println("Workspace: " + workspace);
      connected = true;
      return new Connected(
          connection, new Subject(type, connection.intercom().getBaseUrl(), workspace.id()));
    } finally {
      if (!connected) {
        connection.close();
      }
    }
  }

  /**
   * A connection to a workspace that was asked for its name.
   *
   * @param subject the objects there
   */
  record Connected(Connection connection, Subject subject) implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }
  }
}
