package homeroom.planning;

import static homeroom.planning.KeyDistrict.student;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Keys change at any moment between what is sent and what is answered. */
class KeyConvergenceTest {

  private static final int ACTIONS = 16;

  private int names;

  @Property(seed = "1", tries = 2000)
  void shouldLeaveEveryConsumerWithTheTruthWhateverHappensToKeys(
      @ForAll("choices") List<Integer> choices) {
    KeyDistrict district = new KeyDistrict();
    names = 0;
    for (int choice : choices) {
      act(district, choice, true);
    }
    district.settle();
    consumersHaveTheTruth(district);
    assertThat(district.waitingForKeys()).isZero();
  }

  @Property(seed = "2", tries = 2000)
  void shouldNeverCreateAgainWhatOnlyGotAnotherKey(
      @ForAll boolean sourceSaysSo, @ForAll("choices") List<Integer> choices) {
    KeyDistrict district = new KeyDistrict();
    names = 0;
    int key = 1;
    district.says("sis", student(1), "familyName", "Reyes");
    for (int choice : choices) {
      int what = choice % ACTIONS;
      if (what == 10 && sourceSaysSo) {
        district.saysRenamed("sis", student(key), student(key + 1), "familyName", "F" + ++names);
        district.saysGone("sis", student(key++));
      } else if (what == 10) {
        // People rename what they see.
        if (district.records().contains(student(key))) {
          district.renames(student(key), student(++key));
        }
      } else if (what > 10) {
        // A source that is behind still says the first key.
        district.says("sis", student(sourceSaysSo ? key : 1), "familyName", "F" + ++names);
      } else if (what == 9) {
        district.says("office", student(1), "phone", "P" + ++names);
      } else {
        act(district, choice, false);
      }
    }
    district.settle();
    assertThat(district.records()).containsExactly(student(key));
    for (String system : KeyDistrict.CONSUMERS) {
      assertThat(district.consumer(system).created()).as(system).isEqualTo(1);
    }
    consumersHaveTheTruth(district);
    assertThat(district.state(student(key)).values())
        .containsEntry("familyName", Value.text(names == 0 ? "Reyes" : district.lastFamilyName()));
  }

  @Property(seed = "3", tries = 1000)
  void shouldComeToTheTruthWhenAMergeIsUndoneWhileItIsUnderWay(
      @ForAll("choices") List<Integer> choices) {
    KeyDistrict district = new KeyDistrict();
    names = 0;
    district.says("sis", student(0), "familyName", "Reyes");
    district.says("sis", student(1), "familyName", "Diaz");
    int steps = 0;
    for (int choice : choices) {
      switch (choice % ACTIONS) {
        case 13 -> {
          if (steps == 0) {
            district.merges(student(1), student(0));
            steps++;
          }
        }
        case 14 -> {
          if (steps == 1) {
            district.splits(student(1));
            steps++;
          }
        }
        case 15 -> district.says("office", student(1), "phone", "P" + ++names);
        default -> act(district, choice, true);
      }
    }
    district.settle();
    consumersHaveTheTruth(district);
  }

  private void act(KeyDistrict district, int choice, boolean all) {
    int rest = choice / ACTIONS;
    switch (choice % ACTIONS) {
      case 0, 1, 2, 3, 4 -> district.read(rest);
      case 5, 6, 7 -> district.carryOut(rest);
      case 8, 9 -> district.carryOutUnheard(rest);
      case 10, 11 -> {
        if (all) {
          district.says("sis", student(rest % 3), "familyName", "F" + ++names);
        }
      }
      case 12 -> {
        if (all) {
          district.says("office", student(rest % 3), "phone", "P" + ++names);
        }
      }
      case 13 -> district.renames(student(rest % 3), student(rest / 3 % 3));
      case 14 -> district.merges(student(rest % 3), student(rest / 3 % 3));
      case 15 -> {
        switch (rest % 4) {
          case 0, 1 -> {
            // People undo what they see; what crosses that is in the property of its own.
            district.settle();
            district.splits(student(rest / 4 % 3));
          }
          case 2 -> district.saysGone("sis", student(rest / 4 % 3));
          default ->
              district.says(
                  "lms",
                  "student/~lms:lms-" + (1 + rest / 4 % 4),
                  Map.of("preferredName", "N" + ++names),
                  Optional.empty(),
                  Optional.empty());
        }
      }
      default -> throw new AssertionError();
    }
  }

  private static void consumersHaveTheTruth(KeyDistrict district) {
    for (String system : KeyDistrict.CONSUMERS) {
      assertThat(district.consumer(system).objects())
          .as(system)
          .containsExactlyInAnyOrderElementsOf(district.due(system));
    }
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, ACTIONS * 60).list().ofMinSize(1).ofMaxSize(80);
  }
}
