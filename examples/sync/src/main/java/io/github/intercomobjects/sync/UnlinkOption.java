package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the number of objects that may lose their link, because no contact is named. */
final class UnlinkOption {
  private static final String NAME = "--max-unlinks";

  @Option(
      names = NAME,
      paramLabel = "COUNT|PART%",
      description =
          "If more objects would lose their links because their rows name no contact any more, send"
              + " nothing and exit with 1. Default: 10%% of the linked objects, "
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
    CannotRunException refusal = refusal(plan, rows);
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Returns the failure of a run in which too many objects lose their links; null for others. */
  @Nullable CannotRunException refusal(Plan plan, SourceRows rows) throws CannotRunException {
    long count = plan.unlinked().count();
    if (count == 0 || rows.mapping().contact() == null) {
      return null;
    }
    long linked = rows.state().linkedObjects();
    long allowed = limit().of(linked);
    if (count <= allowed) {
      return null;
    }
    String column = rows.columns().contactName();
    return new CannotRunException(
        column
            + " is empty in "
            + Report.counted(count, "row")
            + " whose objects are linked to a contact, the first in "
            + plan.unlinked().first()
            + ". At most "
            + allowed
            + " of "
            + linked
            + " may lose their links ("
            + limit()
            + "), so nothing was sent; check that the export fills "
            + column
            + ", or allow them with "
            + NAME
            + " "
            + count);
  }
}
