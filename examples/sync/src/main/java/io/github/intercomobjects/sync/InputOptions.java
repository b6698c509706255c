package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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

  private @Nullable Mapping mapping;
  private SourceSettings settings = SourceSettings.NONE;
  private @Nullable RowSource source;

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

  /** Returns the paths of the mapping files. */
  List<Path> mappings() {
    return columnOptions.paths();
  }

  /** Returns the type and the source by name, as far as they are known. */
  Map<String, String> known() {
    Map<String, String> known = new LinkedHashMap<>();
    if (mapping != null) {
      known.put("type", mapping.type());
    }
    Path path = path();
    if (source != null) {
      known.put("source", source.name());
    } else if (path != null) {
      known.put("source", path.toString());
    }
    return known;
  }

  /** Returns the file of the rows, which may not exist; null if there is none, or none is known. */
  @Nullable Path path() {
    return source != null ? source.path() : sourceOptions.path(settings);
  }

  /** Returns the files that are read, as far as they are known. */
  RunFiles files(Map<String, String> environment) {
    RunFiles files =
        new RunFiles()
            .read("the source of the rows", path())
            .read("the mapping file", columnOptions.path());
    sourceOptions.drivers().forEach(jar -> files.read("the driver", jar));
    SecretVariables.addTo(files, environment);
    return files;
  }

  /**
   * Returns the source and the mapping that the options and the mapping file define.
   *
   * @throws CannotRunException if they contradict each other, or do not fit the source
   */
  Input read(Map<String, String> environment) throws CannotRunException {
    return read(environment, (opened, of, file) -> {});
  }

  /** Receives a source before it is read. */
  interface Opened {
    void accept(RowSource source, Mapping mapping, @Nullable Path mappingFile)
        throws CannotRunException;
  }

  /** Does the same, with a listener. */
  Input read(Map<String, String> environment, Opened listener) throws CannotRunException {
    MappingFile file = columnOptions.file();
    settings = file == null ? SourceSettings.NONE : file.source();
    Mapping ofColumns = columnOptions.mapping(file);
    mapping = ofColumns;
    RowSource opened = sourceOptions.source(settings, environment);
    source = opened;
    boolean fits = false;
    try {
      listener.accept(opened, ofColumns, columnOptions.path());
      RowSource spool = new Spool(CorrectedReport.orSource(opened));
      Columns columns = Columns.of(spool, ofColumns);
      spool.use(columns, ofColumns);
      fits = true;
      return new Input(spool, columns, ofColumns, file == null ? null : file.path());
    } finally {
      if (!fits) {
        opened.close();
      }
    }
  }
}
