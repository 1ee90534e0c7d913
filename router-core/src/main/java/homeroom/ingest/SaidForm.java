package homeroom.ingest;

import homeroom.api.Fingerprint;
import homeroom.api.RowPrint;
import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a source last said as bytes, for as long as a process runs: the digest, whether a row is
 * known, how often and where it was missing, the row's id and content if one is known, the
 * collection.
 */
final class SaidForm {

  private static final int DIGEST_BYTES = 16;
  private static final int FIXED_BYTES = DIGEST_BYTES + 1 + 2 * Integer.BYTES;
  private static final int ROW_BYTES = 4 * Long.BYTES;

  private SaidForm() {}

  static byte[] written(Said said) {
    Accepted accepted = said.accepted();
    byte[] collection = accepted.getCollection().getBytes(StandardCharsets.UTF_8);
    byte[] missingFrom =
        accepted.getMissingFrom() == null
            ? new byte[0]
            : accepted.getMissingFrom().getBytes(StandardCharsets.UTF_8);
    int row = said.row().isPresent() ? ROW_BYTES : 0;
    ByteBuffer to = ByteBuffer.allocate(FIXED_BYTES + row + missingFrom.length + collection.length);
    to.put(accepted.getDigest().bytes());
    to.put((byte) (row > 0 ? 1 : 0));
    to.putInt(accepted.getMissing()).putInt(missingFrom.length);
    said.row()
        .ifPresent(
            print -> {
              put(to, print.id());
              put(to, print.content());
            });
    return to.put(missingFrom).put(collection).array();
  }

  static Said read(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    byte[] digest = new byte[DIGEST_BYTES];
    from.get(digest);
    boolean known = from.get() != 0;
    int missing = from.getInt();
    int missingFromLength = from.getInt();
    Optional<RowPrint> row =
        known ? Optional.of(new RowPrint(fingerprint(from), fingerprint(from))) : Optional.empty();
    String missingFrom = text(from, missingFromLength);
    String collection = text(from, from.remaining());
    return new Said(
        new Accepted(
            new Digest(digest), collection, missing, missingFrom.isEmpty() ? null : missingFrom),
        row);
  }

  private static String text(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer to, Fingerprint print) {
    to.putLong(print.high()).putLong(print.low());
  }

  private static Fingerprint fingerprint(ByteBuffer from) {
    return new Fingerprint(from.getLong(), from.getLong());
  }
}
