package homeroom.support.content;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Bytes that are unpacked, no more of them than was said. */
final class BoundedStream extends FilterInputStream {

  private long left;

  BoundedStream(InputStream bytes, long size) {
    super(bytes);
    this.left = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int got = in.read(to, offset, length);
    if (got > left) {
      throw new ZipException("a file is longer than the archive says");
    }
    left -= Math.max(0, got);
    return got;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
