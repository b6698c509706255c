package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the number of objects that may lose the link to their contact. */
final class UnlinkOption {
  private static final String NAME = "--max-unlinks";

  @Option(
      names = NAME,
      paramLabel = "COUNT|PART%",
      description =
          "If more objects would lose their links because their rows name another contact or none,"
              + " together with those of the last 20 hours, send nothing and exit with 1. Default:"
              + " 10%% of the linked objects, "
              + Limit.AT_LEAST_RULE)
  private @Nullable String maxUnlinks;

  /**
   * Checks the option.
   *
   * @throws CannotRunException if it is invalid
   */
  void check() throws CannotRunException {
    limit();
  }

  private Limit limit() throws CannotRunException {
    return maxUnlinks == null ? Limit.byDefault(NAME) : Limit.of(NAME, maxUnlinks);
  }

  /**
   * Requires that few objects lose their links.
   *
   * @throws CannotRunException if more do than the limit allows
   */
  void require(Plan plan, SourceRows rows) throws CannotRunException {
    long count = plan.unlinked().count();
    if (count == 0 || rows.mapping().contact() == null) {
      return;
    }
    RecentLosses.Recent recent = rows.state().recentUnlinks();
    long linked = Math.max(rows.state().linkedObjects(), recent.known());
    long allowed = limit().of(linked);
    long all = count + recent.count();
    if (all <= allowed) {
      return;
    }
    String column = rows.columns().contactName();
    long moved = plan.unlinked().moved();
    throw new CannotRunException(
        column
            + (moved == 0
                ? " is empty in "
                : moved == count
                    ? " names another contact in "
                    : " names another contact or none in ")
            + Report.counted(count, "row")
            + " whose objects are linked to a contact, the first in "
            + plan.unlinked().first()
            + ". At most "
            + Printable.number(allowed)
            + " of "
            + Printable.number(linked)
            + " may lose their links ("
            + limit()
            + ")"
            + recent.remark("lost them")
            + ", so nothing was sent; check that "
            + (moved == 0
                ? "the export fills " + column
                : column + " was not sorted or shifted alone")
            + ", or allow them with "
            + NAME
            + " "
            + all);
  }
}
