package homeroom.config.yaml;

import java.util.Comparator;

/**
 * Where something is written.
 *
 * @param file relative to the configuration folder, with slashes
 * @param line counted from 1
 * @param column counted from 1
 * @param path the keys that lead to it, {@code consumer.limits.concurrency}; empty for a whole file
 */
public record Place(String file, int line, int column, String path) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column)
          .thenComparing(Place::path);

  /** The beginning of a file. */
  public static Place start(String file) {
    return new Place(file, 1, 1, "");
  }

  /** The same place with a key added to its path. */
  public Place child(String key) {
    return new Place(file, line, column, path.isEmpty() ? key : path + "." + key);
  }

  /** The same path at another line and column. */
  Place at(int otherLine, int otherColumn) {
    return new Place(file, otherLine, otherColumn, path);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
