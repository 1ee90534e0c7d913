package homeroom.support.files;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What lies at a place.
 *
 * @param folder the place's name if it is a folder
 * @param files in the order of their names; empty while nothing has arrived
 */
public record Listing(Optional<String> folder, List<Listed> files) {

  /** Nothing has arrived. */
  static final Listing NOTHING = new Listing(Optional.empty(), List.of());

  public Listing {
    files = files.stream().sorted(Comparator.comparing(Listed::name)).toList();
  }

  static Listing file(Listed file) {
    return new Listing(Optional.empty(), List.of(file));
  }

  static Listing folder(String name, List<Listed> files) {
    return new Listing(Optional.of(name), files);
  }

  /** Of a folder only the files with such names, and none that is not to be read yet. */
  public Listing only(Predicate<String> wanted) {
    return folder.isPresent()
        ? new Listing(
            folder,
            files.stream()
                .filter(it -> wanted.test(it.name()) && !FileNames.isUnfinished(it.name()))
                .toList())
        : this;
  }

  /** A digest that is another one once a file is; empty where changes do not show. */
  public Optional<String> stamp() {
    if (!files.stream().allMatch(Listed::tellsChanges)) {
      return Optional.empty();
    }
    String text = files.stream().map(Listed::state).collect(Collectors.joining("\n"));
    return Optional.of(
        UUID.nameUUIDFromBytes((folder.isPresent() + "\n" + text).getBytes(StandardCharsets.UTF_8))
            .toString());
  }
}
