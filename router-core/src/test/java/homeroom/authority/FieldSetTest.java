package homeroom.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FieldSetTest {

  @Property(tries = 300)
  void shouldHoldWhatASetOfBitsHolds(
      @ForAll @Size(max = 40) Set<@IntRange(max = 200) Integer> indexes,
      @ForAll @Size(max = 40) Set<@IntRange(max = 200) Integer> others,
      @ForAll @IntRange(max = 200) int one) {
    BitSet bits = bits(indexes);
    FieldSet set = set(indexes);
    FieldSet other = set(others);
    BitSet union = (BitSet) bits.clone();
    union.or(bits(others));

    assertThat(set.toBytes()).isEqualTo(bits.toByteArray());
    assertThat(FieldSet.of(set.toBytes())).isEqualTo(set).hasSameHashCodeAs(set);
    assertThat(set.contains(one)).isEqualTo(bits.get(one));
    assertThat(set.next(one)).isEqualTo(bits.nextSetBit(one));
    assertThat(set.union(other).toBytes()).isEqualTo(union.toByteArray());
    assertThat(set.containsAll(other)).isEqualTo(indexes.containsAll(others));
    assertThat(set.with(one).contains(one)).isTrue();
    assertThat(set.with(one).without(one)).isEqualTo(set.without(one));
    assertThat(set.without(one).contains(one)).isFalse();
    assertThat(set.isEmpty()).isEqualTo(indexes.isEmpty());
    assertThat(set).hasToString(bits.toString());
  }

  private static FieldSet set(Set<Integer> indexes) {
    FieldSet set = FieldSet.NONE;
    for (int index : indexes) {
      set = set.with(index);
    }
    return set;
  }

  private static BitSet bits(Set<Integer> indexes) {
    BitSet bits = new BitSet();
    indexes.forEach(bits::set);
    return bits;
  }
}
