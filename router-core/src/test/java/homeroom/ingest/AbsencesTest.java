package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AbsencesTest {

  private static final Accepted THERE =
      new Accepted(new Digest(new byte[16]), "users.csv", 0, null);

  private static Absences export(String name, int needed) {
    return new Absences(name, false, needed);
  }

  private static Accepted missed(Accepted last, String export, int needed) {
    return export(export, needed).of(last).noted().orElseThrow();
  }

  @Test
  void shouldBeGoneAtOnceWhereOneExportIsEnough() {
    assertThat(export("monday", 1).of(THERE).isGone()).isTrue();
  }

  @Test
  void shouldBeGoneOnceItWasMissingInSoMany() {
    Accepted once = missed(THERE, "monday", 3);
    Accepted twice = missed(once, "tuesday", 3);

    assertThat(export("monday", 3).of(THERE).isGone()).isFalse();
    assertThat(export("tuesday", 3).of(once).isGone()).isFalse();
    assertThat(export("wednesday", 3).of(twice).isGone()).isTrue();
  }

  @Test
  void shouldCountAnExportOnceHoweverOftenItIsRead() {
    Accepted once = missed(THERE, "monday", 2);

    assertThat(export("monday", 2).of(once).isGone()).isFalse();
    assertThat(export("monday", 2).of(once).noted()).isEmpty();
    assertThat(new Absences("tuesday", true, 2).of(once).isGone()).isFalse();
  }

  @Test
  void shouldBeginAnewOnceItIsThereAgain() {
    Accepted once = missed(THERE, "monday", 2);

    assertThat(Absences.endedBy(once)).contains(THERE);
    assertThat(Absences.endedBy(THERE)).isEqualTo(Optional.empty());
  }
}
