package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/**
 * The demo, which brings the records of a real broker into a sandbox by a real worker, and compares
 * the sandbox with a plain map. It reads no environment variables, so it uses the sandbox even if a
 * token for Intercom is set.
 */
public final class ConnectDemo {
  private static final int CALLS_PER_WINDOW = 1_667;
  private static final int MAX_ORDERS = 100_000;

  private final PrintStream out;

  private ConnectDemo(PrintStream out) {
    this.out = out;
  }

  /** Runs the demo; the exit code is 0 if the workspace is as expected. */
  public static void main(String[] args) {
    System.exit(new ConnectDemo(System.out).run());
  }

  private int run() {
    Site site;
    Findings findings = new Findings(out);
    try {
      site = Site.ofBuild("demo");
    } catch (IOException e) {
      out.println("The demo FAILED: " + e.getMessage());
      return 1;
    }
    try (Children children = new Children(site.logs())) {
      run(children, site, findings);
    } catch (IOException e) {
      out.println();
      out.println("The demo FAILED: " + e.getMessage());
      out.println("The output of all processes is in " + Site.shown(site.logs()));
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
    out.println();
    if (!findings.areRight()) {
      out.println("The demo FAILED: a figure is not as expected.");
      out.println("The output of all processes is in " + Site.shown(site.logs()));
      return 1;
    }
    out.println("All as expected. Next: examples/connect/README.md installs the connector.");
    return 0;
  }

  private void run(Children children, Site site, Findings findings)
      throws IOException, InterruptedException {
    out.println("Demo: the records of Kafka topics as custom objects in Intercom");
    out.println();
    out.println(
        "A Kafka broker, a worker of Kafka Connect and a sandbox instead of Intercom start");
    out.println(
        "as processes of this machine. Nothing leaves it, and all of them end with the demo.");
    long start = System.nanoTime();
    SandboxProcess sandbox =
        SandboxProcess.start(
            children,
            "sandbox",
            "256m",
            Shop.workspace(StreamPart.CUSTOMERS, CALLS_PER_WINDOW, MAX_ORDERS));
    Broker broker = Broker.start(children, site.folder().resolve("broker"));
    Worker worker = Worker.start(children, "worker", Jvm.small(), site, broker, site.pluginPath());
    worker.awaitReady();
    out.printf(
        "They are ready after %d s. The sandbox can be watched at %s_sandbox/%n",
        Duration.ofNanos(System.nanoTime() - start).toSeconds(), sandbox.baseUrl());
    new StreamPart(out, broker, worker, sandbox, site).run(findings);
    new DatabasePart(out, children, worker, sandbox, site).run(findings);
  }
}
