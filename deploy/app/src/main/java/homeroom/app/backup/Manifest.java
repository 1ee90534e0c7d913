package homeroom.app.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup says of itself.
 *
 * @param format the version of the archive's form; this program reads {@link #FORMAT} only
 * @param program the version of the program that made it
 * @param tenants whose data it is
 * @param cut the moment as of which it holds everything, as ISO 8601 in UTC
 * @param topics whether the topics are in it; those of a cluster are not
 * @param secrets whether the secrets are in it
 * @param ends for each partition the offset behind its last message
 * @param parts every file, in the archive's order
 */
public record Manifest(
    int format,
    String program,
    List<String> tenants,
    String cut,
    boolean topics,
    boolean secrets,
    Map<String, Long> ends,
    List<Part> parts) {

  static final int FORMAT = 1;

  /** The entry that holds it. */
  static final String NAME = "manifest.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Manifest {
    tenants = List.copyOf(tenants);
    ends = new TreeMap<>(ends);
    parts = List.copyOf(parts);
  }

  /**
   * A file.
   *
   * @param name its path in the data folder, with {@code /}
   * @param sha256 in hexadecimal
   */
  public record Part(String name, long bytes, String sha256) {}

  /** How many bytes all files have together. */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  byte[] json() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  /**
   * @throws IOException if the bytes are no manifest
   */
  static Manifest of(byte[] json) throws IOException {
    return JSON.readValue(json, Manifest.class);
  }
}
