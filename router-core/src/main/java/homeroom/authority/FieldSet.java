package homeroom.authority;

import java.util.Arrays;

/** An immutable set of indexes into a record's list of fields. */
public final class FieldSet {

  public static final FieldSet NONE = new FieldSet(new long[0]);

  /** The lowest index first; the last word is never empty. */
  private final long[] words;

  private FieldSet(long[] words) {
    this.words = words;
  }

  /** From bytes, the lowest bit first. */
  public static FieldSet of(byte[] bytes) {
    long[] words = new long[(bytes.length + Long.BYTES - 1) / Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      words[i / Long.BYTES] |= (bytes[i] & 0xFFL) << Byte.SIZE * (i % Long.BYTES);
    }
    return trimmed(words);
  }

  private static FieldSet trimmed(long[] words) {
    int length = words.length;
    while (length > 0 && words[length - 1] == 0) {
      length--;
    }
    if (length == 0) {
      return NONE;
    }
    return new FieldSet(length == words.length ? words : Arrays.copyOf(words, length));
  }

  public byte[] toBytes() {
    int length = words.length * Long.BYTES;
    while (length > 0 && at(length - 1) == 0) {
      length--;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = at(i);
    }
    return bytes;
  }

  private byte at(int index) {
    return (byte) (words[index / Long.BYTES] >>> Byte.SIZE * (index % Long.BYTES));
  }

  public boolean isEmpty() {
    return words.length == 0;
  }

  public boolean contains(int index) {
    int word = index >> 6;
    return index >= 0 && word < words.length && (words[word] & 1L << index) != 0;
  }

  public boolean containsAll(FieldSet others) {
    if (others.words.length > words.length) {
      return false;
    }
    for (int i = 0; i < others.words.length; i++) {
      if ((others.words[i] & ~words[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  public FieldSet with(int index) {
    if (contains(index)) {
      return this;
    }
    int word = index >> 6;
    long[] more = Arrays.copyOf(words, Math.max(words.length, word + 1));
    more[word] |= 1L << index;
    return new FieldSet(more);
  }

  public FieldSet without(int index) {
    if (!contains(index)) {
      return this;
    }
    long[] fewer = words.clone();
    fewer[index >> 6] &= ~(1L << index);
    return trimmed(fewer);
  }

  public FieldSet union(FieldSet others) {
    if (containsAll(others)) {
      return this;
    }
    long[] more = Arrays.copyOf(words, Math.max(words.length, others.words.length));
    for (int i = 0; i < others.words.length; i++) {
      more[i] |= others.words[i];
    }
    return new FieldSet(more);
  }

  /** The indexes that are in both sets. */
  public FieldSet intersection(FieldSet others) {
    if (others.containsAll(this)) {
      return this;
    }
    long[] both = new long[Math.min(words.length, others.words.length)];
    for (int i = 0; i < both.length; i++) {
      both[i] = words[i] & others.words[i];
    }
    return trimmed(both);
  }

  /** The next index in the set from one on; -1 when there is none. */
  public int next(int from) {
    for (int word = from >> 6; word < words.length; word++) {
      long left = word == from >> 6 ? words[word] & -1L << from : words[word];
      if (left != 0) {
        return (word << 6) + Long.numberOfTrailingZeros(left);
      }
    }
    return -1;
  }

  /** Takes in indexes without a new set for each. */
  public static final class Builder {
    private final long[] words;

    /**
     * @param size above every index
     */
    public Builder(int size) {
      words = new long[(size + Long.SIZE - 1) / Long.SIZE];
    }

    public void add(int index) {
      words[index >> 6] |= 1L << index;
    }

    /** The set; the builder is not to be used any more. */
    public FieldSet build() {
      return trimmed(words);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet set && Arrays.equals(set.words, words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = next(0); i >= 0; i = next(i + 1)) {
      text.append(text.length() > 1 ? ", " : "").append(i);
    }
    return text.append('}').toString();
  }
}
