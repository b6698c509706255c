package io.github.intercomobjects.sync;

/** The command {@code intercom-sync}; {@code --help} tells what it does. */
public final class IntercomSync {
  private IntercomSync() {}

  public static void main(String[] args) {
    System.exit(SyncCommand.run(args, System.getenv(), Terminal.system()));
  }
}
