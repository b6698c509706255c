package io.github.intercomobjects.sync;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The drivers of usual databases, which users have to download. */
enum KnownDriver {
  POSTGRESQL("org.postgresql:postgresql", "https://jdbc.postgresql.org/download/"),
  MYSQL("com.mysql:mysql-connector-j", "https://dev.mysql.com/downloads/connector/j/"),
  MARIADB("org.mariadb.jdbc:mariadb-java-client", "https://mariadb.com/downloads/connectors/"),
  SQLSERVER("com.microsoft.sqlserver:mssql-jdbc", "https://learn.microsoft.com/sql/connect/jdbc/"),
  ORACLE(
      "com.oracle.database.jdbc:ojdbc11",
      "https://www.oracle.com/database/technologies/appdev/jdbc-downloads.html"),
  SQLITE("org.xerial:sqlite-jdbc", "https://github.com/xerial/sqlite-jdbc/releases"),
  H2("com.h2database:h2", "https://www.h2database.com/"),
  HSQLDB("org.hsqldb:hsqldb", "https://hsqldb.org/"),
  DERBY("org.apache.derby:derby", "https://db.apache.org/derby/"),
  DB2(
      "com.ibm.db2:jcc",
      "https://www.ibm.com/support/pages/db2-jdbc-driver-versions-and-downloads"),
  SNOWFLAKE("net.snowflake:snowflake-jdbc", "https://docs.snowflake.com/developer-guide/jdbc/"),
  REDSHIFT("com.amazon.redshift:redshift-jdbc42", "https://docs.aws.amazon.com/redshift/");

  private final String coordinates;
  private final String page;

  KnownDriver(String coordinates, String page) {
    this.coordinates = coordinates;
    this.page = page;
  }

  private String protocol() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what to do if there is no driver for a URL, as the end of a sentence. */
  static String advice(String url) {
    String protocol = url.split(":", 3)[1].toLowerCase(Locale.ROOT);
    Optional<KnownDriver> known =
        Arrays.stream(values()).filter(each -> each.protocol().equals(protocol)).findFirst();
    if (known.isPresent()) {
      return "download its jar, "
          + known.get().coordinates
          + ", from "
          + known.get().page
          + " and name it with --driver";
    }
    List<String> protocols = Arrays.stream(values()).map(KnownDriver::protocol).toList();
    String meant = Typo.nearest(protocol, protocols);
    return "download its jar from the vendor of the database, and name it with --driver"
        + (meant == null ? "" : "; or did you mean jdbc:" + meant + ":?");
  }
}
