package homeroom.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that make up a configuration, by name: {@code hub.yaml}, {@code entities/…}, {@code
 * systems/…}, {@code tables/…} and {@code contracts/…}. What else lies in the folder is no part of
 * it.
 *
 * @param files the bytes by name relative to the folder, with slashes
 */
public record ConfigurationFiles(SortedMap<String, byte[]> files) {

  static final String HUB = "hub.yaml";
  static final String ENTITIES = "entities/";
  static final String SYSTEMS = "systems/";
  static final String TABLES = "tables/";
  static final String CONTRACTS = "contracts/";

  private static final int DEPTH = 2;
  private static final int ID_BYTES = 8;

  public ConfigurationFiles {
    TreeMap<String, byte[]> copy = new TreeMap<>();
    files.forEach((name, bytes) -> copy.put(name, bytes.clone()));
    files = Collections.unmodifiableSortedMap(copy);
  }

  /** The files of a configuration that was kept elsewhere. */
  public static ConfigurationFiles of(Map<String, byte[]> files) {
    return new ConfigurationFiles(new TreeMap<>(files));
  }

  /**
   * Reads a folder.
   *
   * @throws IOException if it is not there, or a file in it cannot be read
   */
  public static ConfigurationFiles read(Path folder) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (belongs(name)) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return new ConfigurationFiles(files);
  }

  private static boolean belongs(String name) {
    return name.equals(HUB)
        || (isYaml(name)
            && (name.startsWith(ENTITIES)
                || name.startsWith(SYSTEMS)
                || name.startsWith(CONTRACTS)))
        || (name.startsWith(TABLES) && name.endsWith(".csv"));
  }

  private static boolean isYaml(String name) {
    String file = name.substring(name.indexOf('/') + 1);
    return !file.startsWith(".") && (file.endsWith(".yaml") || file.endsWith(".yml"));
  }

  /**
   * Names the content: the same for the same text, whatever the files' times and line ends. Neither
   * secrets nor the environment have a part in it.
   */
  public String id() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach((name, bytes) -> update(digest, name, normal(bytes)));
      return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String name, byte[] content) {
    digest.update((name + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(content);
  }

  /** ISO 8859-1 maps each byte to a character and back, so that a broken text has an id as well. */
  private static byte[] normal(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace("\r\n", "\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A file as text without a byte order mark; empty if it is not there. */
  Optional<String> text(String name) throws CharacterCodingException {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      return Optional.empty();
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /** The names that begin with a folder's. */
  Stream<String> in(String folder) {
    return files.keySet().stream().filter(name -> name.startsWith(folder));
  }
}
