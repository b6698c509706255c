package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Upserted;
import org.jspecify.annotations.Nullable;

/** For a file that names no contacts. */
final class NoLinks implements Linking {
  @Override
  public Attributes attributes(Row row, @Nullable String contactId) {
    return row.attributes();
  }

  @Override
  public void stored(Row row, @Nullable String contactId, Upserted<?> saved) {}

  @Override
  public void failed(long line, String contact) {}

  @Override
  public void finish(Workers workers, Progress progress) {}
}
