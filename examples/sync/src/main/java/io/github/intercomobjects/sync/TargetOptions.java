package io.github.intercomobjects.sync;

import io.github.intercomobjects.Region;
import io.github.intercomobjects.sync.StateOwner.Subject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the workspace to connect to. */
final class TargetOptions {
  @Option(
      names = "--live",
      description =
          "Connect to Intercom, with the access token in "
              + Shell.TOKEN
              + ", or in the file that "
              + Shell.TOKEN
              + "_FILE names.")
  private boolean live;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The region of the workspace: ${COMPLETION-CANDIDATES}. Default: US")
  private @Nullable Region region;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = "Another URL for --live, such as that of a proxy or a running sandbox.")
  private @Nullable String baseUrl;

  private @Nullable String token;

  boolean isLive() {
    return live;
  }

  /**
   * Checks the options, and that a token is set if one is needed.
   *
   * @throws CannotRunException if they contradict each other, or the token is missing
   */
  void check(Shell shell) throws CannotRunException {
    if (baseUrl != null && baseUrl.contains("@")) {
      throw new CannotRunException(
          "--base-url must have no user and password, so it is not shown; give only the address,"
              + " such as https://proxy.example.com/");
    }
    if (live && shell.shared() == null) {
      // Read once: the file may be a pipe.
      token = SecretVariables.find(shell.environment(), Shell.TOKEN);
    }
    if (live && shell.shared() == null && (token == null || token.isBlank())) {
      throw new CannotRunException(
          "--live needs an access token in the environment variable "
              + Shell.TOKEN
              + ", which is "
              + (token == null ? "not set" : "blank")
              + "; copy it from Developer Hub > Your app > Authentication");
    }
    if (!live && (region != null || baseUrl != null)) {
      throw new CannotRunException(
          (region != null ? "--region " + region : "--base-url " + baseUrl)
              + " needs --live; add --live, or remove it");
    }
    if (region != null && baseUrl != null) {
      throw new CannotRunException(
          "--region " + region + " and --base-url " + baseUrl + " exclude each other; give one");
    }
  }

  /**
   * Checks that {@code --live} is given.
   *
   * @param does the clause with what the command does
   * @throws CannotRunException if it is not
   */
  void requireLive(String command, String does) throws CannotRunException {
    if (!live) {
      throw new CannotRunException(command + " " + does + ", so it needs --live; add it");
    }
  }

  private Region hosted() {
    return region == null ? Region.US : region;
  }

  /** Returns a connection to the workspace. Nothing is sent yet. */
  Connection open(Shell shell) throws CannotRunException {
    Connection shared = shell.shared();
    String address = baseUrl == null ? hosted().getBaseUrl() : baseUrl;
    return shared == null ? Connection.to(address, String.valueOf(token)) : shared.another();
  }

  /**
   * Connects to the workspace, and prints its name.
   *
   * @throws CannotRunException if there is no connection, or the token is not accepted
   */
  Connected connect(Shell shell, String type) throws CannotRunException {
    Connection connection = open(shell);
    boolean connected = false;
    try {
      shell
          .terminal()
          .out()
          .println(
              "LIVE: "
                  + (baseUrl == null ? "region " + hosted() : "URL given with --base-url")
                  + ", "
                  + connection.intercom().getBaseUrl());
      LiveWorkspace workspace = LiveWorkspace.fetch(connection.intercom());
      shell.terminal().out().println("Workspace: " + Printable.line(workspace.toString()));
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
   * A connection to a workspace.
   *
   * @param subject the type and workspace, for the state file
   */
  record Connected(Connection connection, Subject subject) implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }
  }
}
