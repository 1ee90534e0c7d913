package homeroom.app.demo;

import static homeroom.app.demo.ExampleDistrict.ALDER_VALLEY;
import static homeroom.app.demo.ExampleDistrict.CEDAR_COUNTY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AgendaTest {

  @Test
  void shouldPlayTheWholeDayWithADistrictThatHasAllOfIt() {
    assertThat(Agenda.lacking(CEDAR_COUNTY, Agenda.STUDENTS, 0)).isEmpty();
    assertThat(Agenda.scenes(true)).hasAtLeastOneElementOfType(KilledHub.class);
  }

  @Test
  void shouldLookAtAnExportAloneThatLacksWhatTheScenesAreAbout() {
    assertThat(Agenda.lacking(CEDAR_COUNTY, Agenda.STUDENTS - 1, 0)).isPresent();
    assertThat(Agenda.lacking(CEDAR_COUNTY, Agenda.STUDENTS, 1)).isPresent();
    assertThat(Agenda.lacking(ALDER_VALLEY, Agenda.STUDENTS, 0)).isPresent();
    assertThat(Agenda.scenes(false)).hasAtLeastOneElementOfType(RecordsThatWait.class);
  }

  @Test
  void shouldChooseTheDistrictByTheVersionThatItsSisExports() {
    assertThat(ExampleDistrict.exporting("1.1")).isEqualTo(CEDAR_COUNTY);
    assertThat(ExampleDistrict.exporting("1.2")).isEqualTo(ALDER_VALLEY);
    assertThat(ExampleDistrict.exporting("1.2.1")).isEqualTo(ALDER_VALLEY);
  }
}
