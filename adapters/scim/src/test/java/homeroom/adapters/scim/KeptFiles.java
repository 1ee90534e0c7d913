package homeroom.adapters.scim;

import homeroom.api.RawStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
