package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** The options for the source of the rows and the mapping of its columns. */
@SuppressWarnings("NullAway.Init") // Options are set before they are read.
final class InputOptions {
  private final ColumnOptions columnOptions = new ColumnOptions();

  @Mixin final CommandSpec columns = columnOptions.spec();

  @Mixin private SourceOptions sourceOptions;

  /**
   * A source whose columns fit the mapping.
   *
   * @param mappingFile null if there is none
   */
  record Input(RowSource source, Columns columns, Mapping mapping, @Nullable Path mappingFile)
      implements AutoCloseable {
    @Override
    public void close() {
      source.close();
    }
  }

  /** Returns the files that are read for an input. */
  RunFiles files(Input input, Map<String, String> environment) {
    RunFiles files =
        new RunFiles()
            .read("the source of the rows", input.source().path())
            .read("the mapping file", columnOptions.path());
    SecretVariables.addTo(files, environment);
    return files;
  }

  /**
   * Returns the source and the mapping that the options and the mapping file define.
   *
   * @throws CannotRunException if they contradict each other, or do not fit the source
   */
  Input read(Map<String, String> environment) throws CannotRunException {
    MappingFile file = columnOptions.file();
    Mapping mapping = columnOptions.mapping(file);
    RowSource source =
        sourceOptions.source(file == null ? SourceSettings.NONE : file.source(), environment);
    boolean fits = false;
    try {
      RowSource spool = new Spool(CorrectedReport.orSource(source));
      Columns columns = Columns.of(spool, mapping);
      fits = true;
      return new Input(spool, columns, mapping, file == null ? null : file.path());
    } finally {
      if (!fits) {
        source.close();
      }
    }
  }
}
