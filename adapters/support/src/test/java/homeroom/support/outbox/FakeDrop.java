package homeroom.support.outbox;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Probe;
import homeroom.support.files.Drop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A place in memory that can fail before a file is there, or after. */
final class FakeDrop implements Drop {

  enum Trouble {
    NONE,
    BEFORE,
    AFTER
  }

  final Map<String, String> files = new TreeMap<>();
  final List<String> puts = new ArrayList<>();
  Trouble trouble = Trouble.NONE;

  @Override
  public void put(String name, Path bytes) throws AdapterFailure {
    if (trouble == Trouble.BEFORE) {
      throw failure();
    }
    try {
      puts.add(name);
      files.put(name, Files.readString(bytes));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    if (trouble == Trouble.AFTER) {
      throw failure();
    }
  }

  private static AdapterFailure failure() {
    return new AdapterFailure(
        Failure.of(Kind.TRANSIENT, "FILE_IO", "Writing: it did not work.", "Nothing to do."));
  }

  @Override
  public Probe probe() {
    return Probe.READY;
  }

  /** The rows of a file, below its header. */
  List<String> rows(String name) {
    return files.get(name).lines().skip(1).toList();
  }
}
