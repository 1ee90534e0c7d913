package homeroom.planning;

import static homeroom.planning.KeyDistrict.student;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.authority.SystemState;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Students and their seats come, go and change at any moment. The LMS has both, and never loses a
 * student of whom it has a seat.
 */
class ChildrenFirstTest {

  private static final int ACTIONS = 16;
  private static final int STUDENTS = 3;
  private static final int SEATS = 4;

  private final Set<String> seats = new TreeSet<>();
  private int names;

  @Property(seed = "1", tries = 3000)
  void shouldNeverDeleteARecordToWhichAnotherStillRefers(@ForAll("choices") List<Integer> choices) {
    KeyDistrict district = play(choices, false);

    assertThat(district.consumer("lms").orphans()).isEmpty();
    emptySeats(district);
    for (String system : KeyDistrict.CONSUMERS) {
      assertThat(district.consumer(system).objects())
          .as(system)
          .containsExactlyInAnyOrderElementsOf(district.due(system));
    }
    assertThat(district.consumer("lms").orphans()).isEmpty();
    assertThat(district.records())
        .allSatisfy(key -> assertThat(waits(district, key)).as(key).isEmpty());
  }

  @Property(seed = "2", tries = 3000)
  void shouldComeToTheTruthWhenKeysMoveWhileDeletionsWait(
      @ForAll("choices") List<Integer> choices) {
    KeyDistrict district = play(choices, true);

    emptySeats(district);
    for (String system : KeyDistrict.CONSUMERS) {
      assertThat(district.consumer(system).objects())
          .as(system)
          .containsExactlyInAnyOrderElementsOf(district.due(system));
    }
  }

  @Property(seed = "3", tries = 500)
  void shouldSayForWhatADeletionWaits(@ForAll("choices") List<Integer> choices) {
    KeyDistrict district = play(choices, false);
    district.settle();

    for (int number = 0; number < STUDENTS; number++) {
      String key = student(number);
      boolean there = district.state(key).system("lms").filter(SystemState::present).isPresent();
      if (there && !district.state(key).exists()) {
        assertThat(waits(district, key)).as(key).containsExactly("children:seat");
      }
    }
  }

  private static List<String> waits(KeyDistrict district, String key) {
    return district.state(key).system("lms").map(SystemState::waitsFor).orElse(List.of());
  }

  private KeyDistrict play(List<Integer> choices, boolean keysMove) {
    KeyDistrict district = new KeyDistrict();
    seats.clear();
    names = 0;
    choices.forEach(choice -> act(district, choice, keysMove));
    return district;
  }

  /** Then nothing refers to anybody any more. */
  private void emptySeats(KeyDistrict district) {
    district.settle();
    seats.forEach(seat -> district.saysGone("sis", seat));
    district.settle();
  }

  private void act(KeyDistrict district, int choice, boolean keysMove) {
    int rest = choice / ACTIONS;
    int one = rest % STUDENTS;
    int other = rest / STUDENTS % STUDENTS;
    String seat = "seat/s" + rest / STUDENTS % SEATS;
    switch (choice % ACTIONS) {
      case 0, 1, 2, 3 -> district.read(rest);
      case 4, 5, 6 -> district.carryOut(rest);
      case 7 -> district.carryOutUnheard(rest);
      case 8, 9 -> district.says("sis", student(one), "familyName", "F" + ++names);
      case 10, 11 -> seat(district, seat, one);
      case 12, 13 -> district.saysGone("sis", student(one));
      case 14 -> district.saysGone("sis", seat);
      default -> {
        if (keysMove && rest % 2 == 0) {
          district.renames(student(one), student(other));
        } else if (keysMove) {
          district.merges(student(one), student(other));
        } else {
          district.settle();
        }
      }
    }
  }

  private void seat(KeyDistrict district, String seat, int number) {
    seats.add(seat);
    district.seats(seat, number, "R" + ++names);
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, ACTIONS * 48).list().ofMinSize(1).ofMaxSize(80);
  }
}
