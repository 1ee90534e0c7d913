package homeroom.ingest;

import homeroom.api.Value;
import homeroom.schema.DataEvent;
import homeroom.schema.Digest;
import homeroom.schema.EventOperation;
import homeroom.wire.Values;
import homeroom.wire.WireFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A digest of what a source asserts about a record, to tell whether it says anything new. */
final class AssertionDigest {

  private AssertionDigest() {}

  /** 128 bits of SHA-256 over the fields, whatever their order. */
  static Digest of(Map<String, Value> fields) {
    DataEvent assertion =
        DataEvent.newBuilder()
            .setEventId("")
            .setSystem("")
            .setEntity("")
            .setKey("")
            .setOperation(EventOperation.UPSERT)
            .setFields(Values.fields(new TreeMap<>(fields)))
            .setOccurredAt(0)
            .setObservedAt(0)
            .build();
    return new Digest(Arrays.copyOf(sha256(WireFormat.encode(assertion)), 16));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
