package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the creation of contacts. */
final class CreationOptions {
  private static final String NAME = "--create-contacts";
  private static final String LIMIT = "--max-new-contacts";
  private static final long DEFAULT = 100;

  @Option(
      names = NAME,
      description =
          "Create the contacts that rows name and Intercom lacks, as users with nothing but the"
              + " external id or e-mail address. None is created for rows that fail, or for a cell"
              + " such as NULL, 0 or n/a. A rehearsal has all contacts.")
  private boolean createContacts;

  @Option(
      names = LIMIT,
      paramLabel = "COUNT",
      description =
          "If more contacts than this would be created in one run, create none, send nothing and"
              + " exit with 1. Default: "
              + DEFAULT)
  private @Nullable Long most;

  /**
   * The largest number of contacts that a run may create.
   *
   * @param isDefault whether no option sets it
   */
  record Limit(long count, boolean isDefault) {
    /**
     * Returns the failure of a run that would create more.
     *
     * @param column the name of the column that names contacts
     */
    CannotRunException exceeded(long missing, String column, ContactKey.By by) {
      return new CannotRunException(
          Report.counted(missing, "contact")
              + " that rows name "
              + (missing == 1 ? "does" : "do")
              + " not exist in Intercom, and "
              + (isDefault ? NAME + " creates at most " : LIMIT + " is ")
              + Printable.number(count)
              + ", so nothing was sent; check that "
              + column
              + " has the "
              + by.displayName()
              + " of contacts, or allow them with "
              + LIMIT
              + " "
              + missing);
    }
  }

  /**
   * Checks the options.
   *
   * @throws CannotRunException if they are invalid
   */
  void check() throws CannotRunException {
    if (most != null && !createContacts) {
      throw new CannotRunException(
          LIMIT + " " + most + " needs " + NAME + "; add that, or remove " + LIMIT);
    }
    if (most != null && most < 0) {
      throw new CannotRunException(LIMIT + " must not be negative, was " + most);
    }
  }

  /**
   * Checks that contacts can be created by the key that a mapping has for them.
   *
   * @throws CannotRunException if they cannot
   */
  void check(Mapping mapping) throws CannotRunException {
    if (!createContacts) {
      return;
    }
    if (mapping.contact() == null) {
      throw new CannotRunException(
          NAME + " needs a contact column; name it with --contact, or remove " + NAME);
    }
    if (mapping.contactBy() == ContactKey.By.ID) {
      throw new CannotRunException(
          NAME
              + " cannot create contacts with the Intercom ids of rows; name contacts by external id"
              + " or e-mail, or remove "
              + NAME);
    }
  }

  /** Returns the limit; null without {@code --create-contacts}. */
  @Nullable Limit limit() {
    return createContacts ? new Limit(most == null ? DEFAULT : most, most == null) : null;
  }
}
