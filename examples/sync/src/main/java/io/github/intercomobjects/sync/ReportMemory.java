package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a state about the reports of its runs. It has the hashes of the reports, by which a
 * corrected one is recognized, and the times of the runs whose reports may still change an object.
 */
final class ReportMemory {
  private static final String LAST_RUN = "last_run";

  private final Database database;
  private final MVMap<String, String> about;

  /** The hashes of reports by their absolute paths. */
  private final MVMap<String, String> files;

  /** The time of the oldest run whose report has the newest row of an object, by its key. */
  private final MVMap<String, String> rows;

  private final Instant run;

  ReportMemory(Database database, MVMap<String, String> about, Clock clock) {
    this.database = database;
    this.about = about;
    this.files = database.texts("reports");
    this.rows = database.texts("reported_rows");
    this.run = clock.instant();
  }

  /** Returns the time of this run, which is the id of its report. */
  Instant run() {
    return run;
  }

  /** Records that this run sends all rows of the source. */
  void begin() {
    put(about, LAST_RUN, run.toString());
  }

  /** Records that the row of the source failed, so that its object stays as it is. */
  void failed(RowSource source, String key) {
    if (!source.isPart() && find(rows, key) == null) {
      put(rows, key, run.toString());
    }
  }

  /**
   * Records that an object has the values of its row.
   *
   * @param only whether this run sends only this row
   */
  void stored(RowSource source, String key, boolean only) {
    Instant report = source.reportRun();
    if (!source.isPart() && only) {
      put(rows, key, run.toString());
    } else if (!source.isPart()) {
      forget(key);
    } else if (report != null && find(rows, key) == null) {
      // The report may be corrected and used once more.
      put(rows, key, report.toString());
    }
  }

  /** Removes an object. */
  void forget(String key) {
    if (find(rows, key) != null) {
      database.change(() -> rows.remove(key));
      database.commit();
    }
  }

  /**
   * Returns whether an object may have a newer row than that of a report.
   *
   * @param known whether an earlier run stored the object
   * @param report the time of the run that wrote the report
   */
  boolean isNewer(String key, boolean known, Instant report) {
    String oldest = find(rows, key);
    String needed = oldest != null || !known ? oldest : find(about, LAST_RUN);
    return needed != null && report.isBefore(Instant.parse(needed));
  }

  /** Returns whether a file is a report of an earlier run, and was not changed since. */
  boolean isUnchanged(Path file) {
    try {
      return hash(file).equals(find(files, file.toAbsolutePath().toString()));
    } catch (IOException | DataAccessException e) {
      return false;
    }
  }

  /** Records a report as it is. */
  void recordFile(Path file) {
    try {
      String hash = hash(file);
      // There may be a report for each day.
      for (Iterator<String> paths = database.keys(files); paths.hasNext(); ) {
        String path = paths.next();
        if (!Files.exists(Path.of(path))) {
          database.change(() -> files.remove(path));
        }
      }
      put(files, file.toAbsolutePath().toString(), hash);
    } catch (IOException | DataAccessException e) {
      // The next run keeps a copy, as if the report had been changed.
    }
  }

  private @Nullable String find(MVMap<String, String> map, String key) {
    return database.find(() -> map.get(key));
  }

  private void put(MVMap<String, String> map, String key, String value) {
    database.change(() -> map.put(key, value));
    database.commit();
  }

  private static String hash(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
