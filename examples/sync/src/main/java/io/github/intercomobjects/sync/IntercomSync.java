package io.github.intercomobjects.sync;

/** The command {@code intercom-sync}, which {@code --help} describes. */
public final class IntercomSync {
  private IntercomSync() {}

  public static void main(String[] args) {
    Terminal terminal = Terminal.system();
    int exitCode;
    try (StopSignal stop = StopSignal.ofProcess(terminal)) {
      exitCode = RootCommand.run(args, new Shell(System.getenv(), terminal, stop));
    }
    System.exit(exitCode);
  }
}
