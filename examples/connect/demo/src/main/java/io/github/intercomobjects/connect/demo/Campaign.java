package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * The long runs, in which processes are killed and frozen, Intercom fails, and versions of Kafka
 * Connect are mixed. System properties set their size: {@code connect.steps}, {@code
 * connect.records} and others.
 */
public final class Campaign {
  private Campaign() {}

  /** Runs the steps; the exit code is 0 if all figures are as expected. */
  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream out = System.out;
    Findings findings = new Findings(out);
    for (String step : List.of(System.getProperty("connect.steps", "").split(",", -1))) {
      Site site = Site.ofBuild("campaign-" + step);
      try (Children children = new Children(site.logs())) {
        switch (step) {
          case "million" -> new MillionRun(out, children, site).run(findings);
          case "freeze" -> new FreezeRun(out, children, site).run(findings);
          case "outage" -> new OutageRun(out, children, site).run(findings);
          case "quota" -> new QuotaRun(out, children, site).run(findings);
          case "workers" -> new OldWorkersRun(out, children, site).run(findings);
          default ->
              throw new IllegalArgumentException(
                  "connect.steps must be some of million,freeze,outage,quota,workers: '"
                      + step
                      + "'");
        }
      }
    }
    System.exit(findings.areRight() ? 0 : 1);
  }
}
