package homeroom.config;

import homeroom.api.contract.FileContract;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The contracts of the configuration by the names of their files. One thread. */
final class Contracts {

  private final Problems problems;
  private final Map<String, Optional<FileContract>> byFile = new TreeMap<>();
  private final Set<String> used = new HashSet<>();

  Contracts(Problems problems) {
    this.problems = problems;
  }

  /** Adds one; without a value if there is a mistake in it, which has been told then. */
  void add(String file, Optional<FileContract> contract) {
    byFile.put(file, contract);
  }

  /** A contract; empty if it is not there or wrong. */
  Optional<FileContract> get(String file, Place place) {
    if (!byFile.containsKey(file)) {
      problems.unknown(place, "there is no contract " + file, file, names());
      return Optional.empty();
    }
    used.add(file);
    return byFile.get(file);
  }

  /** The contracts of one source; tells if a file could be for two of them. */
  void checkTogether(List<FileContract> contracts, Place place) {
    for (int i = 0; i < contracts.size(); i++) {
      for (FileContract earlier : contracts.subList(0, i)) {
        ContractPair.of(earlier, contracts.get(i))
            .problem()
            .ifPresent(it -> problems.error(place, it.message(), it.remedy()));
      }
    }
  }

  /** Tells of contracts that no source names. */
  void warnOfUnused() {
    names().stream()
        .filter(file -> !used.contains(file))
        .forEach(
            file ->
                problems.warning(
                    Place.start(file),
                    "no source names this contract",
                    "Write it under contracts: of the source, or delete it"));
  }

  private Collection<String> names() {
    return byFile.keySet();
  }
}
