package homeroom.testkit.files;

import homeroom.api.RawStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Keeps raw files in a folder, each under its content id. */
public final class FolderRawStore implements RawStore {

  private final Path folder;

  public FolderRawStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public Kept keep(String name, Content written) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    written.writeTo(out);
    byte[] content = out.toByteArray();
    String id = "sha256-" + HexFormat.of().formatHex(sha256(content));
    Path file = Files.createDirectories(folder).resolve(id);
    if (!Files.exists(file)) {
      Files.write(file, content);
    }
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
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
