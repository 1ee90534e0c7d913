package homeroom.support.contract;

import static homeroom.support.contract.Versions.free;
import static homeroom.support.contract.Versions.match;
import static homeroom.support.contract.Versions.open;
import static homeroom.support.contract.Versions.strict;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.contract.FileContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MatchTest {

  private static final FileContract OLD = strict("v1", "Student ID", "Subject", "Score", "Taken");
  private static final FileContract NEW = strict("v2", "Student ID", "Subject", "Scale", "Taken");

  private static Difference difference(List<String> header, FileContract... versions) {
    assertThat(match(header, List.of(versions))).isInstanceOf(Match.None.class);
    return ((Match.None) match(header, List.of(versions))).difference();
  }

  @Test
  void shouldFindTheVersionByTheHeader() {
    assertThat(match(List.of("Student ID", "Subject", "Score", "Taken"), List.of(NEW, OLD)))
        .isEqualTo(new Match.One(OLD));
  }

  @Test
  void shouldLetColumnsStandAnywhereIfTheOrderIsFree() {
    FileContract any = free("v1", "a", "b");

    assertThat(match(List.of("b", "a"), List.of(any))).isEqualTo(new Match.One(any));
    assertThat(match(List.of("b", "a", "c"), List.of(any))).isInstanceOf(Match.None.class);
  }

  @Test
  void shouldTakeTheVersionThatKnowsMoreOfTheColumns() {
    FileContract less = open("v1", "a", "b");
    FileContract more = open("v2", "a", "b", "c");

    assertThat(match(List.of("a", "c", "b", "x"), List.of(less, more)))
        .isEqualTo(new Match.One(more));
    assertThat(match(List.of("a", "b", "x"), List.of(less, more))).isEqualTo(new Match.One(less));
  }

  @Test
  void shouldNotChooseBetweenVersionsThatAreEquallyNear() {
    FileContract one = open("v1", "a", "b");
    FileContract other = open("v2", "a", "c");

    assertThat(match(List.of("a", "b", "c"), List.of(one, other)))
        .isEqualTo(new Match.Several(List.of(one, other)));
  }

  @Test
  void shouldSayWhatIsRenamedMovedAddedAndGone() {
    Difference difference =
        difference(
            List.of("Id", "Scaled Score", "Class", "School", "Subject"),
            strict("v1", "Id", "School", "Class", "Subject", "Scale Score", "Proctor"));

    assertThat(difference.renamed()).isEqualTo(Map.of("Scale Score", "Scaled Score"));
    assertThat(difference.gone()).containsExactly("Proctor");
    assertThat(difference.added()).isEmpty();
    assertThat(difference.wording())
        .isEqualTo(
            "renamed: Scale Score to Scaled Score; moved: School, Scale Score; gone: Proctor");
  }

  @Test
  void shouldSayWhatAContractForTheNewFormHasOtherwise() {
    assertThat(
            difference(List.of("Student ID", "Scored: all", "Subject", "Room", "Taken"), OLD)
                .acceptance())
        .isEqualTo(
            "instead: 'Scored: all': { as: Score }; besides: Room: string; in the order of the"
                + " file");
  }

  @Test
  void shouldCompareWithTheNearestVersion() {
    assertThat(difference(List.of("Student ID", "Subject", "Scale", "Taken", "Room"), OLD, NEW))
        .returns(NEW, Difference::contract)
        .returns("added: Room", Difference::wording);
  }

  @Test
  void shouldKnowANameThatIsOnlyWrittenOtherwise() {
    assertThat(difference(List.of("STUDENT_ID", "Subject", "Score", "Taken"), OLD).wording())
        .isEqualTo("renamed: Student ID to STUDENT_ID");
  }

  /** Cells of a file without a header are nobody's business. */
  @Test
  void shouldShowNoNamesIfTheFirstLineMayBeNoHeader() {
    Difference difference = difference(List.of("4711", "Score", "Ana Lee", "3/1/2026"), OLD);

    assertThat(difference.wording())
        .isEqualTo(
            "1 of its 4 columns are there by their names, so the first line may be no header and"
                + " is not shown");
  }

  @Test
  void shouldShowNoNameThatMayBeACell() {
    List<String> header = List.of("Student ID", "Subject", "Taken4711", "Ana Lee", "Math");

    Match match = match(header, false, List.of(OLD));

    assertThat(match).isInstanceOf(Match.None.class);
    Difference difference = ((Match.None) match).difference();
    assertThat(difference.wording())
        .isEqualTo(
            "unknown: 3 columns, at 3, 4, 5, which may be somebody's data and are not shown;"
                + " gone: Score, Taken");
    assertThat(difference.acceptance()).isEmpty();
    assertThat(difference.toString()).doesNotContain("4711", "Ana Lee");
  }

  @Test
  void shouldNotTakeAVersionWhoseColumnWasRenamedForTheOlderOne() {
    FileContract less = open("v1", "id", "name");
    FileContract more = open("v2", "id", "name", "grade");
    FileContract most = open("v3", "id", "name", "grade", "room");

    assertThat(match(List.of("id", "name", "grades"), List.of(less, more)))
        .isInstanceOfSatisfying(
            Match.Less.class,
            it -> {
              assertThat(it.contract()).isEqualTo(less);
              assertThat(it.difference().renamed()).containsEntry("grade", "grades");
            });
    assertThat(match(List.of("id", "name", "room"), List.of(less, more, most)))
        .isInstanceOf(Match.Less.class);
    assertThat(match(List.of("id", "name", "phone"), List.of(less, more)))
        .isEqualTo(new Match.One(less));
    assertThat(match(List.of("id", "name"), List.of(less, more))).isEqualTo(new Match.One(less));
  }

  @Test
  void shouldCutLongLists() {
    List<String> header = java.util.stream.IntStream.range(0, 30).mapToObj(i -> "x" + i).toList();
    List<String> with =
        new java.util.ArrayList<>(List.of("Student ID", "Subject", "Score", "Taken"));
    with.addAll(header);

    assertThat(difference(with, OLD).wording()).endsWith(" and 18 more");
  }
}
