package homeroom.testkit.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;

/** Small archives that are large once they are unpacked. */
public final class Bomb {

  private static final int PIECE = 1 << 20;
  private static final byte[] NAME = "users.csv".getBytes(StandardCharsets.US_ASCII);

  private Bomb() {}

  /**
   * Writes an archive with one file of zeros; the same packed piece over and over, so that some GiB
   * take a moment.
   *
   * @param size what comes out of it, in whole MiB
   * @param said how large the archive says that it is
   */
  public static Path write(Path zip, long size, long said) throws IOException {
    byte[] piece = packed(new byte[PIECE], Deflater.FULL_FLUSH);
    byte[] end = packed(new byte[0], Deflater.NO_FLUSH);
    long packed = piece.length * (size / PIECE) + end.length;
    try (OutputStream out = Files.newOutputStream(zip)) {
      out.write(header(0x04034b50, 30, packed, said));
      out.write(NAME);
      for (long written = 0; written < size; written += PIECE) {
        out.write(piece);
      }
      out.write(end);
      out.write(header(0x02014b50, 46, packed, said));
      out.write(NAME);
      out.write(end(30 + NAME.length + packed));
    }
    return zip;
  }

  private static byte[] packed(byte[] bytes, int flush) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(bytes);
    if (bytes.length == 0) {
      deflater.finish();
    }
    byte[] buffer = new byte[8192];
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int n = deflater.deflate(buffer, 0, buffer.length, flush);
        n > 0;
        n = deflater.deflate(buffer, 0, buffer.length, flush)) {
      packed.write(buffer, 0, n);
    }
    deflater.end();
    return packed.toByteArray();
  }

  /** APPNOTE 4.3.7 and 4.3.12, which differ in one field at the front and more at the end. */
  private static byte[] header(int signature, int length, long packed, long said) {
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(signature);
    if (length > 30) {
      header.putShort((short) 20);
    }
    header.putShort((short) 20).putShort((short) 0).putShort((short) Deflater.DEFLATED);
    header.putInt(0).putInt(0).putInt((int) packed).putInt((int) said);
    header.putShort((short) NAME.length);
    return header.array();
  }

  private static byte[] end(long directory) {
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    end.putInt(46 + NAME.length).putInt((int) directory);
    return end.array();
  }
}
