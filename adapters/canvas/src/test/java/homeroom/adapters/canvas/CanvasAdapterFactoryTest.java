package homeroom.adapters.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterFactory;
import homeroom.api.Option;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CanvasAdapterFactoryTest {

  private static AdapterFactory found() {
    return ServiceLoader.load(AdapterFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.name().equals("canvas"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldBeFoundByItsName() {
    assertThat(found()).isInstanceOf(CanvasAdapterFactory.class);
  }

  @Test
  void shouldDescribeItsOptionsAndDefaults() {
    assertThat(found().consumerOptions().orElseThrow())
        .extracting(Option::name)
        .containsExactly("url", "credentials", "account", "deadline");
    assertThat(found().sourceOptions().orElseThrow())
        .extracting(Option::name)
        .containsExactly("url", "credentials", "account", "deadline", "secret", "own-user");
  }

  @Test
  void shouldListWhatAMappingCanName() {
    assertThat(found().consumerTargets().orElseThrow())
        .containsExactly("accounts", "courses", "enrollments", "sections", "terms", "users");
    assertThat(found().consumerFields("enrollments").orElseThrow())
        .contains("enrollment.user", "enrollment.section", "enrollment.start_at");
    assertThat(found().consumerFields("nothing").orElseThrow()).isEmpty();
    assertThat(found().sourceColumns("users").orElseThrow()).contains("short_name");
  }
}
