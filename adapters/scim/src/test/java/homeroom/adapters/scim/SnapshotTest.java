package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import homeroom.api.AdapterFailure;
import homeroom.api.RemoteRecord;
import homeroom.support.http.HttpCaller;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a provider holds is shown whole, or not at all. */
class SnapshotTest {

  private static List<RemoteRecord> read(PagedProvider provider) throws AdapterFailure {
    try (ScimApi api =
            new ScimApi(
                new HttpCaller(URI.create(provider.url()), () -> "token", Duration.ofSeconds(10)));
        Stream<RemoteRecord> read = new Snapshot(api, new ScimPaths(), Set.of("userName")).read()) {
      return read.toList();
    }
  }

  private static String codeOf(PagedProvider provider) {
    UncheckedIOException failed =
        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(() -> read(provider))
            .actual();
    return ((AdapterFailure) failed.getCause().getCause()).failure().code();
  }

  @Test
  void shouldShowEveryAccountOnce() throws Exception {
    try (PagedProvider provider = new PagedProvider(10, 25)) {
      assertThat(read(provider)).hasSize(25).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldFailWhereFewerAreShownThanAreCounted() {
    try (PagedProvider provider = new PagedProvider(10, 25).hiding(1)) {
      assertThat(codeOf(provider)).isEqualTo("SCIM_LIST_SHORT");
    }
  }

  @Test
  void shouldFailWhereTheSamePageIsShownAgainAndAgain() {
    try (PagedProvider provider = new PagedProvider(10, 25).ignoringIndex()) {
      assertThat(codeOf(provider)).isEqualTo("SCIM_LIST_SHORT");
    }
  }

  @Test
  void shouldFailWhereNobodyKnowsHowManyThereAre() {
    try (PagedProvider provider = new PagedProvider(10, 25).withoutCount()) {
      assertThat(codeOf(provider)).isEqualTo("SCIM_LIST_UNCOUNTED");
    }
  }
}
