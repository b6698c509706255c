package io.github.intercomobjects.live;

import io.github.intercomobjects.IntercomException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import okhttp3.OkHttpClient;

/**
 * A program that asks a workspace what no description answers, compares the responses with those of
 * a sandbox, and writes them down as recordings without the data of the workspace.
 *
 * <pre>mvn -q -Plive verify</pre>
 */
public final class LiveCheck {
  static final int SAME = 0;
  static final int COULD_NOT_RUN = 1;
  static final int DIFFERENT = 2;

  /** The rest of the rate limit is left to the user's own programs. */
  private static final double SHARE = 0.25;

  private final Options options;
  private final PrintStream out;

  private LiveCheck(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  public static void main(String[] args) {
    PrintStream out = System.out;
    int exitCode;
    try (StopSignal stop = new StopSignal(out)) {
      exitCode = run(System.getenv(), new OkHttpClient(), out, stop);
    }
    System.exit(exitCode);
  }

  /**
   * Runs the check, and returns the exit code.
   *
   * @param stopped whether no more questions may be asked
   */
  static int run(
      Map<String, String> environment,
      OkHttpClient http,
      PrintStream out,
      BooleanSupplier stopped) {
    try {
      Options options = Options.read(environment);
      if (options.token() != null) {
        return new LiveCheck(options, out).run(options.token(), http, stopped);
      }
      out.println(
          Options.TOKEN
              + " is not set, so a sandbox is asked instead of Intercom. Nothing leaves this machine.");
      try (Twin twin =
          Twin.start(
              options.type(),
              options.relationship(),
              Scratch.ATTRIBUTES.keySet(),
              true,
              options.exhaustsLimit())) {
        Options inSandbox = options.in(twin);
        // What an earlier sandbox held is gone.
        new SavedLinks(inSandbox).delete();
        return new LiveCheck(inSandbox, out).run(twin.sandbox().getToken(), http, stopped);
      }
    } catch (CannotRunException e) {
      out.println("Could not run: " + e.text());
      return COULD_NOT_RUN;
    }
  }

  private int run(String token, OkHttpClient http, BooleanSupplier stopped)
      throws CannotRunException {
    printIntroduction();
    try (Target target = new Target(http, options.baseUrl(), token, SHARE, stopped)) {
      Preparation preparation = new Preparation(target, options);
      Report report = new Report(out);
      boolean complete = false;
      try {
        preparation.check();
        Session session = preparation.prepare(out);
        try {
          new Interview(session, options, report).run();
          complete = true;
        } finally {
          // Also after a failure: what was seen until then is worth a look.
          writeRecordings(target.recorder().kept());
        }
      } catch (StoppedException e) {
        out.println();
        out.println("Stopped.");
      } catch (IntercomException e) {
        // Without the message, which may contain values.
        out.println("Could not run: a call failed with " + e.getClass().getSimpleName());
      } finally {
        complete &= preparation.cleanUp(out);
      }
      report.printTotals();
      return !complete ? COULD_NOT_RUN : report.different().isEmpty() ? SAME : DIFFERENT;
    }
  }

  private void printIntroduction() {
    out.println("Live check of intercom-objects: " + options.baseUrl());
    out.println();
    out.println("It writes to this workspace, and removes all of it at the end:");
    out.println("   about 100 objects of the type " + options.type() + ", at most 60 at a time,");
    out.println("   whose external ids begin with " + Scratch.PREFIX);
    out.println(
        "   the links of the given contact under "
            + options.relationship()
            + ", which are restored");
    out.println("It uses at most a quarter of the rate limit.");
    if (options.exhaustsLimit()) {
      out.println("At the end it uses up the rate limit once, as " + Options.EXHAUST + " asks.");
    }
  }

  private void writeRecordings(List<Exchange> exchanges) throws CannotRunException {
    try {
      List<Path> files =
          Recordings.write(options.folder(), options.type(), options.relationship(), exchanges);
      out.println();
      out.println("The exchanges, with all values replaced, are in");
      files.forEach(file -> out.println("   " + file));
    } catch (IOException e) {
      throw new CannotRunException("the recordings cannot be written: " + e.getMessage());
    }
  }
}
