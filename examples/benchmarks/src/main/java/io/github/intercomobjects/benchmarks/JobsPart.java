package io.github.intercomobjects.benchmarks;

import static io.github.intercomobjects.benchmarks.Peer.MOSHI;
import static io.github.intercomobjects.benchmarks.Peer.OURS;
import static io.github.intercomobjects.benchmarks.Peer.STOCK;

import io.github.intercomobjects.benchmarks.Report.Bound;
import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.IOException;
import java.util.List;

/** The comparisons in which all contenders do the same {@link Job}. */
final class JobsPart {
  private static final int MANY = 16;
  private static final List<Peer> ALL = List.of(Peer.values());

  private JobsPart() {}

  /** Compares upserts over HTTP. */
  static void upserts(Report report) throws IOException {
    Bound asStock = new Bound(STOCK, 1);
    Bound[] bytes = {asStock, new Bound(MOSHI, 1.25)};
    try (ServerProcess server = new ServerProcess()) {
      String one = "upsert, 1 caller: ";
      Rounds.Figures figures = run(Job.UPSERT, ALL, one, "1", server.baseUrl());
      report.compare(one + "CPU", Unit.MICROS, figures.cpu());
      report.compare(one + "bytes", Unit.BYTES, figures.bytes(), bytes);
      report.compare(one + "p50", Unit.MICROS, figures.p50());
      String many = "upsert, " + MANY + " callers: ";
      figures = run(Job.UPSERT, ALL, many, "" + MANY, server.baseUrl());
      report.compare(many + "CPU", Unit.MICROS, figures.cpu(), asStock);
      report.compare(many + "bytes", Unit.BYTES, figures.bytes(), bytes);
      report.compare(many + "p50", Unit.MICROS, figures.p50(), asStock);
      report.compare(many + "p99", Unit.MICROS, figures.p99(), asStock);
    }
  }

  /** Compares reading, without a network. */
  static void reads(Report report) throws IOException {
    String page = "page of " + Samples.PAGE + " as ";
    read(report, page + "attributes: ", Job.PAGE, 1.15, 0.9);
    read(report, page + "records: ", Job.ORDERS, 1.2, 1.4);
    String contact = "decoding a contact: ";
    Rounds.Figures figures = run(Job.CONTACT, List.of(OURS, STOCK), contact, "1");
    report.compare(contact + "CPU", Unit.MICROS, figures.cpu(), new Bound(STOCK, 1.2));
    report.compare(contact + "bytes", Unit.BYTES, figures.bytes());
  }

  private static void read(Report report, String what, Job job, double cpu, double bytes)
      throws IOException {
    Rounds.Figures figures = run(job, ALL, what, "1");
    report.compare(what + "CPU", Unit.MICROS, figures.cpu(), new Bound(MOSHI, cpu));
    report.compare(what + "bytes", Unit.BYTES, figures.bytes(), new Bound(MOSHI, bytes));
  }

  private static Rounds.Figures run(Job job, List<Peer> peers, String what, String... arguments)
      throws IOException {
    System.out.println("measuring " + what);
    return Rounds.run(job, peers, arguments);
  }
}
