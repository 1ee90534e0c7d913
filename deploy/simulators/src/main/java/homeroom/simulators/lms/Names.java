package homeroom.simulators.lms;

import homeroom.simulators.lms.Row.User;
import org.jspecify.annotations.Nullable;

/** A person's names, filled in as Canvas does where none is given. */
record Names(String name, String shortName, String sortableName) {

  static Names of(String name) {
    return of(name, null, null);
  }

  static Names of(String name, @Nullable String shortName, @Nullable String sortableName) {
    return new Names(
        name,
        shortName == null ? name : shortName,
        sortableName == null ? lastNameFirst(name) : sortableName);
  }

  static Names of(User user) {
    return new Names(user.name(), user.shortName(), user.sortableName());
  }

  /** A sortable name that was made from the old name follows the new one; a short name stays. */
  Names renamed(String newName, Params params) {
    boolean derived = sortableName.equals(lastNameFirst(name));
    String before = derived && !newName.equals(name) ? null : sortableName;
    return of(newName, params.text("short_name", shortName), params.text("sortable_name", before));
  }

  private static String lastNameFirst(String name) {
    int space = name.strip().lastIndexOf(' ');
    return space < 0
        ? name.strip()
        : name.strip().substring(space + 1) + ", " + name.strip().substring(0, space);
  }
}
