package homeroom.support.files;

import java.util.List;
import java.util.Locale;

/** What the name of a file says about it. */
public final class FileNames {

  /** What programs call a file that they have not brought to its end. */
  private static final List<String> UNFINISHED =
      List.of(".tmp", ".part", ".partial", ".filepart", ".crdownload", "~");

  private FileNames() {}

  public static boolean isCsv(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /** Whether it is hidden, or on its way. */
  static boolean isUnfinished(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.startsWith(".") || UNFINISHED.stream().anyMatch(lower::endsWith);
  }

  /** What stands behind the last slash. */
  static String last(String path) {
    String bare = path.replaceAll("/+$", "");
    return bare.substring(bare.lastIndexOf('/') + 1);
  }

  /** Whether something of this name is a file rather than a folder, where it is not there. */
  static boolean looksLikeFile(String name) {
    return name.lastIndexOf('.') > 0;
  }
}
