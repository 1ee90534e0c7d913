package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Probe;
import java.nio.file.Path;

/**
 * Where files are put for a system. A file appears there whole or not at all, and replaces one of
 * its name. Thread-safe.
 */
public interface Drop {

  /**
   * Puts a file there. The same one again changes nothing.
   *
   * @param name what it is called there
   * @param bytes what is in it
   * @throws AdapterFailure of kind {@code UNKNOWN} if it may be there
   */
  void put(String name, Path bytes) throws AdapterFailure;

  /** Whether files could be put there, as far as one sees without doing it. */
  Probe probe();
}
