package homeroom.planning;

import static homeroom.planning.KeyDistrict.student;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.api.Value;
import homeroom.planning.Effect.Moved;
import homeroom.planning.Effect.Moved.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Keys change at any moment, and what refers to them follows. */
class ReferencesConvergenceTest {

  private static final int ACTIONS = 18;
  private static final int STUDENTS = 4;

  private final Map<String, Integer> said = new TreeMap<>();
  private int names;

  @Property(seed = "1", tries = 3000)
  void shouldNameTheCurrentKeyAtEveryConsumerWhateverHappensToKeys(
      @ForAll("choices") List<Integer> choices) {
    KeyDistrict district = new KeyDistrict();
    said.clear();
    names = 0;
    for (int choice : choices) {
      act(district, choice);
    }
    // Nobody waits for a student who never comes.
    for (int number = 0; number < STUDENTS; number++) {
      district.says("sis", student(number), "familyName", "F" + ++names);
    }
    district.settle();

    said.forEach(
        (seat, number) -> {
          String named = district.leadsTo(student(number));
          assertThat(district.state(district.leadsTo(seat)).values())
              .as(seat)
              .containsEntry("student", Value.text(RecordKey.parse(named).key()));
        });
    for (String system : KeyDistrict.CONSUMERS) {
      assertThat(district.consumer(system).objects())
          .as(system)
          .containsExactlyInAnyOrderElementsOf(district.due(system));
    }
    assertThat(district.movements())
        .filteredOn(moved -> moved.fields().contains("student"))
        .extracting(Moved::outcome)
        .doesNotContain(Outcome.UNAUTHORISED, Outcome.CONFLICT, Outcome.INITIAL_MISMATCH);
  }

  private void act(KeyDistrict district, int choice) {
    int rest = choice / ACTIONS;
    int one = rest % STUDENTS;
    int other = rest / STUDENTS % STUDENTS;
    switch (choice % ACTIONS) {
      case 0, 1, 2, 3, 4 -> district.read(rest);
      case 5, 6, 7 -> district.carryOut(rest);
      case 8 -> district.carryOutUnheard(rest);
      case 9 -> district.says("sis", student(one), "familyName", "F" + ++names);
      case 10, 11 -> seat(district, "seat/s" + other, one);
      case 12 -> {
        // The rest of a row is another, and it restates whose seat it is.
        String seat = "seat/s" + other;
        if (said.containsKey(seat)) {
          seat(district, seat, said.get(seat));
        }
      }
      case 16 -> {
        // Another source, which is behind, says the key that the first one says.
        String seat = "seat/s" + other;
        if (said.containsKey(seat)) {
          district.settle();
          district.says("office", seat, "student", Integer.toString(said.get(seat)));
          district.settle();
        }
      }
      case 17 -> {
        String seat = "seat/s" + other;
        if (said.containsKey(seat)) {
          district.settle();
          district.renames(district.leadsTo(seat), "seat/t" + ++names);
        }
      }
      case 13 -> district.renames(student(one), student(other));
      case 14 -> district.merges(student(one), student(other));
      default -> {
        district.settle();
        district.splits(student(one));
      }
    }
  }

  private void seat(KeyDistrict district, String seat, int number) {
    said.put(seat, number);
    district.seats(seat, number, "R" + ++names);
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, ACTIONS * 60).list().ofMinSize(1).ofMaxSize(80);
  }
}
