package io.github.intercomobjects.live;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The printed results of the questions. */
final class Report {
  private final PrintStream out;
  private final List<String> different = new ArrayList<>();
  private int asked;
  private int notAsked;

  Report(PrintStream out) {
    this.out = out;
  }

  void print(Question question, String seen, String sandbox) {
    asked++;
    boolean same = seen.equals(sandbox);
    title(question);
    block("seen", seen);
    block("sandbox", same ? "the same" : sandbox);
    block("result", same ? "same" : "DIFFERENT");
    if (!same) {
      different.add(question.title());
      block("change", question.change());
    }
  }

  void printNotAsked(Question question, String reason) {
    notAsked++;
    title(question);
    block("result", "not asked: " + reason);
  }

  private void title(Question question) {
    out.println();
    out.println((asked + notAsked) + ". " + question.title());
    block("asked", question.asked());
  }

  private void block(String label, String text) {
    String start = label;
    for (String line : text.split("\n", -1)) {
      out.println("   %-9s%s".formatted(start, line));
      start = "";
    }
  }

  void printTotals() {
    out.println();
    out.println(
        "%d questions: %d asked, %d same, %d different, %d not asked"
            .formatted(
                asked + notAsked, asked, asked - different.size(), different.size(), notAsked));
    different.forEach(title -> out.println("   different: " + title));
  }

  List<String> different() {
    return List.copyOf(different);
  }
}
