package homeroom.adapters.scim;

import homeroom.api.RawStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Keeps what was read in a folder, under the hash of its content, as the hub does. */
record KeptFiles(Path folder) implements RawStore {

  @Override
  public Kept keep(String name, InputStream bytes) throws IOException {
    byte[] content = bytes.readAllBytes();
    String id = "sha256-" + HexFormat.of().formatHex(sha256(content));
    Path file = folder.resolve(id);
    Files.write(file, content);
    return new Kept(id, file, content.length);
  }

  @Override
  public Optional<Kept> find(String id) throws IOException {
    Path file = folder.resolve(id);
    return Files.exists(file)
        ? Optional.of(new Kept(id, file, Files.size(file)))
        : Optional.empty();
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
