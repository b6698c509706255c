package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The runs of sync with several mapping files, one after another, with one rate limit. */
final class SeveralMappings {
  private static final String TYPE = "{type}";
  private static final Set<String> OF_FILES = Set.of("--report", "--log", "--summary", "--state");

  private final List<Path> mappings;
  private final ParseResult given;
  private final Set<String> ofOne = new TreeSet<>(List.of("--only", "--source-moved"));

  /**
   * Creates the runs.
   *
   * @param spec the command with the options of all of them
   */
  SeveralMappings(List<Path> mappings, CommandSpec spec) {
    this.mappings = mappings;
    this.given = spec.commandLine().getParseResult();
    CommandSpec input = Objects.requireNonNull(spec.mixins().get("inputOptions"));
    input.options().forEach(option -> ofOne.add(option.longestName()));
    ofOne.removeAll(Set.of("--mapping", "--driver"));
  }

  /**
   * Runs them, and returns the worst exit code.
   *
   * @throws CannotRunException if none is begun, or not all because one did not run to its end
   */
  int run(Shell shell, TargetOptions target) throws CannotRunException {
    List<String> types = types();
    List<String> options = options();
    target.check(shell);
    int worst = Shell.STORED;
    try (Connection shared = target.isLive() ? target.open(shell) : null) {
      for (int i = 0; i < types.size() && worst != Shell.COULD_NOT_RUN; i++) {
        Path mapping = mappings.get(i);
        shell.terminal().out().println("\n" + Printable.line("Mapping " + mapping + ":"));
        List<String> arguments = new ArrayList<>(List.of("sync", "--mapping=" + mapping));
        for (String option : options) {
          boolean isFile = OF_FILES.contains(option.substring(0, option.indexOf('=')));
          arguments.add(isFile ? option.replace(TYPE, types.get(i)) : option);
        }
        int exitCode = RootCommand.run(arguments.toArray(new String[0]), shell.sharing(shared));
        List<Path> others = mappings.subList(i + 1, mappings.size());
        if (exitCode == Shell.COULD_NOT_RUN && !others.isEmpty()) {
          throw new CannotRunException(
              mapping
                  + " did not run to its end, so these mappings were not begun: "
                  + others.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        worst = exitCode == Shell.STORED ? worst : exitCode;
      }
    }
    return worst;
  }

  /** Returns the types of the mappings, each of which is read before the first run. */
  private List<String> types() throws CannotRunException {
    List<String> types = new ArrayList<>();
    Set<Path> sources = new HashSet<>();
    for (Path mapping : mappings) {
      MappingFile file = MappingFile.read(mapping);
      Path csv = file.source().csv();
      if (csv != null
          && !given.hasMatchedOption("--state")
          && !sources.add(csv.toAbsolutePath().normalize())) {
        throw new CannotRunException(
            (mapping + " has the file " + csv + " of another mapping, so both would have the same")
                + " state file; add --state {type}.intercom-sync");
      }
      String type = file.mapping().type;
      if (types.contains(type)) {
        throw new CannotRunException(
            (mapping + " has the type " + type + " of another mapping; combine both into one")
                + " source, because each type needs a single one");
      }
      types.add(type);
    }
    return types;
  }

  private List<String> options() throws CannotRunException {
    List<String> options = new ArrayList<>();
    if (!given.matchedPositionals().isEmpty()) {
      throw ofOne("the file of the rows");
    }
    for (OptionSpec option : given.matchedOptions()) {
      String name = option.longestName();
      if (ofOne.contains(name)) {
        throw ofOne(name);
      }
      for (String value : option.originalStringValues()) {
        if (OF_FILES.contains(name) && !value.contains(TYPE)) {
          throw new CannotRunException(
              (name + " " + value + " is one file for several mappings; give a name with {type},")
                  + " which becomes the type of each");
        }
        options.add(name + "=" + value);
      }
    }
    options.removeIf(option -> option.startsWith("--mapping="));
    return options;
  }

  private static CannotRunException ofOne(String what) {
    return new CannotRunException(
        what + " is of one mapping, but several are given; write it in its file, or give one");
  }
}
