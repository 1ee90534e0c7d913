package homeroom.support.files;

import homeroom.api.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/** A file's bytes, which end normally only if they are all of it and it is still the same file. */
final class Whole extends FilterInputStream {

  private static final long LONGEST = Duration.ofHours(2).toNanos();

  private final Visit visit;
  private final Listed file;
  private final long atMost;
  private final long begun = System.nanoTime();
  private long count;

  Whole(Visit visit, Listed file, InputStream bytes, long atMost) {
    super(bytes);
    this.visit = visit;
    this.file = file;
    this.atMost = atMost;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int got = read(one, 0, 1);
    return got < 0 ? got : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int got = next(to, offset, length);
    if (got < 0) {
      requireWhole();
      return got;
    }
    count += got;
    if (count > atMost) {
      throw refused(FileFailures.tooLarge(file.name(), atMost));
    }
    if (System.nanoTime() - begun > LONGEST) {
      throw refused(FileFailures.tooSlow(file.name()));
    }
    return got;
  }

  @Override
  public long skip(long n) throws IOException {
    return readNBytes((int) Math.min(n, 8192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** What cannot be closed any more was read to its end, or fails for another reason. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException gone) {
      // The connection went away, which reading has told.
    }
  }

  private int next(byte[] to, int offset, int length) throws NotFetched {
    try {
      return in.read(to, offset, length);
    } catch (IOException e) {
      throw new NotFetched(visit.failure(file, e), e);
    }
  }

  private void requireWhole() throws NotFetched {
    if (!again().equals(Optional.of(file))) {
      throw refused(FileFailures.stillWritten(file.name()));
    }
    if (file.size() >= 0 && count != file.size()) {
      throw refused(FileFailures.cutShort(file.name(), count, file.size()));
    }
  }

  private Optional<Listed> again() throws NotFetched {
    try {
      return visit.again(file);
    } catch (IOException e) {
      throw new NotFetched(visit.failure(file, e), e);
    }
  }

  private static NotFetched refused(Failure why) {
    return new NotFetched(why, null);
  }
}
