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
 * known, its id and its content if so, the collection.
 */
final class SaidForm {

  private static final int DIGEST_BYTES = 16;
  private static final int ROW_BYTES = 4 * Long.BYTES;

  private SaidForm() {}

  static byte[] written(Said said) {
    byte[] collection = said.accepted().getCollection().getBytes(StandardCharsets.UTF_8);
    int row = said.row().isPresent() ? ROW_BYTES : 0;
    ByteBuffer to = ByteBuffer.allocate(DIGEST_BYTES + 1 + row + collection.length);
    to.put(said.accepted().getDigest().bytes());
    to.put((byte) (row > 0 ? 1 : 0));
    said.row()
        .ifPresent(
            print -> {
              put(to, print.id());
              put(to, print.content());
            });
    return to.put(collection).array();
  }

  static Said read(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    byte[] digest = new byte[DIGEST_BYTES];
    from.get(digest);
    Optional<RowPrint> row =
        from.get() == 0
            ? Optional.empty()
            : Optional.of(new RowPrint(fingerprint(from), fingerprint(from)));
    String collection = StandardCharsets.UTF_8.decode(from).toString();
    return new Said(new Accepted(new Digest(digest), collection), row);
  }

  private static void put(ByteBuffer to, Fingerprint print) {
    to.putLong(print.high()).putLong(print.low());
  }

  private static Fingerprint fingerprint(ByteBuffer from) {
    return new Fingerprint(from.getLong(), from.getLong());
  }
}
