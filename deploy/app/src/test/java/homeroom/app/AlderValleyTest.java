package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.config.Configuration;
import homeroom.config.ConsumerSetup;
import homeroom.config.LoadResult;
import org.junit.jupiter.api.Test;

/** The example district whose SIS exports OneRoster 1.2. */
final class AlderValleyTest {

  private static final LoadResult LOADED =
      CedarCounty.load(CedarCounty.above("connectors-config/alder-valley"));

  @Test
  void shouldHaveNoProblems() {
    assertThat(LOADED.problems()).isEmpty();
  }

  @Test
  void shouldKeepWhatAPersonIsApartFromThePerson() {
    assertThat(configuration().sources())
        .singleElement()
        .satisfies(
            sis ->
                assertThat(sis.collections())
                    .contains("users.csv", "roles.csv", "demographics.csv")
                    .doesNotContain("userProfiles.csv"));
    assertThat(configuration().consumers())
        .extracting(ConsumerSetup::system)
        .containsExactlyInAnyOrder("idp", "lms", "warehouse");
  }

  @Test
  void shouldTellWhatReportsToTheStateAskToTheWarehouseAlone() {
    assertThat(configuration().rules().subscriptions().get("demographics"))
        .singleElement()
        .satisfies(one -> assertThat(one.system()).isEqualTo("warehouse"));
  }

  private static Configuration configuration() {
    return switch (LOADED) {
      case LoadResult.Usable(var configuration, var warnings) -> configuration;
      case LoadResult.Faulty(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
