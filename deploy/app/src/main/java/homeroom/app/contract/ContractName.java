package homeroom.app.contract;

import java.nio.file.Path;
import java.util.Locale;

/** A name for the contract of a file, after the file's. */
final class ContractName {

  private static final int LONGEST = 60;

  private ContractName() {}

  static String of(Path file) {
    String base = String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z]{1,4}$", "");
    String words =
        base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
    String name = words.isEmpty() ? "file" : words;
    return name.substring(0, Math.min(LONGEST, name.length())).replaceAll("-+$", "");
  }
}
