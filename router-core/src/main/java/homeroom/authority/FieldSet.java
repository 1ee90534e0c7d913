package homeroom.authority;

import java.util.BitSet;

/** An immutable set of indexes into a record's list of fields. */
public final class FieldSet {

  public static final FieldSet NONE = new FieldSet(new BitSet());

  private final BitSet bits;

  private FieldSet(BitSet bits) {
    this.bits = bits;
  }

  /** From bytes, the lowest bit first. */
  public static FieldSet of(byte[] bytes) {
    return new FieldSet(BitSet.valueOf(bytes));
  }

  public byte[] toBytes() {
    return bits.toByteArray();
  }

  public boolean contains(int index) {
    return bits.get(index);
  }

  public boolean containsAll(FieldSet others) {
    BitSet missing = (BitSet) others.bits.clone();
    missing.andNot(bits);
    return missing.isEmpty();
  }

  public FieldSet with(int index) {
    if (bits.get(index)) {
      return this;
    }
    BitSet more = (BitSet) bits.clone();
    more.set(index);
    return new FieldSet(more);
  }

  FieldSet without(int index) {
    if (!bits.get(index)) {
      return this;
    }
    BitSet fewer = (BitSet) bits.clone();
    fewer.clear(index);
    return new FieldSet(fewer);
  }

  public FieldSet union(FieldSet others) {
    if (containsAll(others)) {
      return this;
    }
    BitSet more = (BitSet) bits.clone();
    more.or(others.bits);
    return new FieldSet(more);
  }

  /** The next index in the set from one on; -1 when there is none. */
  public int next(int from) {
    return bits.nextSetBit(from);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && set.bits.equals(bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  @Override
  public String toString() {
    return bits.toString();
  }
}
