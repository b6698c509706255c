package io.github.intercomobjects.sync;

import java.util.Map;
import picocli.CommandLine.Mixin;

/** The options that say which rows there are, and what their columns are. */
@SuppressWarnings("NullAway.Init") // Set before they are read.
final class InputOptions {
  @Mixin private ColumnOptions columnOptions;

  @Mixin private SourceOptions sourceOptions;

  /** Rows whose columns fit the mapping. */
  record Input(RowSource source, Columns columns, Mapping mapping) {}

  /**
   * What the options and the mapping file say.
   *
   * @throws CannotRunException if they make no sense, or do not fit the source
   */
  Input read(Map<String, String> environment) throws CannotRunException {
    MappingFile file = columnOptions.file();
    Mapping mapping = columnOptions.mapping(file);
    RowSource source =
        sourceOptions.source(file == null ? SourceSettings.NONE : file.source(), environment);
    return new Input(source, Columns.of(source, mapping), mapping);
  }
}
