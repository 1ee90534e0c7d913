package homeroom.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where the hub keeps what it was given, byte by byte, before anything is made of it. */
public interface RawStore {

  /**
   * Keeps a copy and names it by its content; keeping the same bytes twice keeps them once.
   *
   * @param name what it was called, for people
   * @throws IOException if it could not be read or written completely
   */
  default Kept keep(String name, InputStream bytes) throws IOException {
    return keep(name, bytes::transferTo);
  }

  /**
   * Keeps what is written, in the same way; nothing of it is anywhere else meanwhile.
   *
   * @param name what it is called, for people
   * @throws IOException if it could not be written completely, or what {@code content} throws
   */
  Kept keep(String name, Content content) throws IOException;

  /** What writes the bytes that are to be kept. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * What was kept under an id. A store that is never asked for it need not know.
   *
   * @return empty if there is no such copy any more
   * @throws IOException if it could not be read, or is not what was kept
   */
  default Optional<Kept> find(String id) throws IOException {
    return Optional.empty();
  }

  /**
   * What was kept.
   *
   * @param id {@code sha256-} and 64 hexadecimal digits
   * @param file to read from; never changes
   * @param size in bytes
   */
  record Kept(String id, Path file, long size) {}
}
