package io.github.intercomobjects.connect.demo;

import java.io.PrintStream;
import java.util.Locale;

/** The figures that a run must reach: prints them, and remembers whether one is wrong. */
final class Findings {
  private final PrintStream out;
  private int wrong;

  Findings(PrintStream out) {
    this.out = out;
  }

  void heading(String text) {
    out.printf(Locale.ROOT, "  %-46s %9s  %9s%n", text, "found", "expected");
  }

  void equal(String what, long found, long expected) {
    print(what, found, String.format(Locale.ROOT, "%,d", expected), found == expected);
  }

  void atMost(String what, long found, long expected) {
    print(what, found, String.format(Locale.ROOT, "<= %,d", expected), found <= expected);
  }

  /** Prints a figure that may have any value. */
  void plain(String what, long found) {
    out.printf(Locale.ROOT, "  %-46s %,9d%n", what, found);
  }

  /** Prints what is wrong, in words. */
  void wrong(String text) {
    wrong++;
    out.println("  WRONG: " + text);
  }

  private void print(String what, long found, String expected, boolean right) {
    out.printf(Locale.ROOT, "  %-46s %,9d  %9s%s%n", what, found, expected, right ? "" : "  WRONG");
    if (!right) {
      wrong++;
    }
  }

  boolean areRight() {
    return wrong == 0;
  }
}
