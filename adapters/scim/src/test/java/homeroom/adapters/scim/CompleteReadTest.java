package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import homeroom.adapters.scim.PagedProvider.Filtering;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.SourceItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages are no snapshot; a read is whole or refused. */
class CompleteReadTest {

  @TempDir private Path folder;

  private Reader reader(PagedProvider provider) {
    return new Reader(provider.url(), "token", folder, Map.of());
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj("%03d"::formatted).toList();
  }

  private static Failure failure(Reader reader) {
    return assertThatExceptionOfType(AdapterFailure.class)
        .isThrownBy(reader::poll)
        .actual()
        .failure();
  }

  @Test
  void shouldReadEveryAccountOnce() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 25);
        Reader reader = reader(provider)) {
      assertThat(reader.poll().all("id")).containsExactlyElementsOf(ids(0, 25));
    }
  }

  @Test
  void shouldReadWhatFitsOnePageOnlyOnce() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 10);
        Reader reader = reader(provider)) {
      reader.poll();

      assertThat(provider.pages()).isEqualTo(1);
    }
  }

  @Test
  void shouldNotLoseTheAccountThatMovedUpAPageThoughTheCountIsTheSame() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 25);
        Reader reader = reader(provider)) {
      provider.before(
          page -> {
            if (page == 2) {
              // 010 moves to the first page, which was read; 900 makes the count what it was.
              provider.remove("003");
              provider.add("900");
            }
          });

      assertThat(reader.poll().all("id")).contains("010", "900").containsAll(ids(4, 25));
    }
  }

  @Test
  void shouldShowAnAccountOnceThatMovedDownAPage() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 25);
        Reader reader = reader(provider)) {
      provider.before(
          page -> {
            if (page == 2) {
              provider.accounts.addFirst(provider.accounts.removeLast());
            }
          });

      assertThat(reader.poll().all("id")).containsExactlyElementsOf(ids(0, 25));
    }
  }

  @Test
  void shouldNoticeOneThatIsGoneTheNextTime() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 25);
        Reader reader = reader(provider)) {
      reader.poll();
      provider.remove("007");

      Reader.Taken taken = reader.poll();
      assertThat(taken.complete()).isTrue();
      assertThat(taken.all("id")).hasSize(24).doesNotContain("007");
    }
  }

  @Test
  void shouldRefuseToReadWhenFewerAreShownThanAreCounted() {
    try (PagedProvider provider = new PagedProvider(10, 25).hiding(1);
        Reader reader = reader(provider)) {
      Failure failure = failure(reader);

      assertThat(failure.code()).isEqualTo("SCIM_INCOMPLETE");
      assertThat(failure.kind()).isEqualTo(Failure.Kind.TRANSIENT);
      assertThat(failure.message()).contains("counts 26 accounts and showed 25");
    }
  }

  @Test
  void shouldRefuseAProviderThatShowsTheFirstPageAgainAndAgain() {
    try (PagedProvider provider = new PagedProvider(10, 25).ignoringIndex();
        Reader reader = reader(provider)) {
      assertThat(failure(reader).code()).isEqualTo("SCIM_INCOMPLETE");
    }
  }

  @Test
  void shouldRefuseAProviderThatDoesNotSayWhetherThereIsMore() {
    try (PagedProvider provider = new PagedProvider(10, 25).withoutCount();
        Reader reader = reader(provider)) {
      assertThat(failure(reader).code()).isEqualTo("SCIM_NO_TOTAL");
    }
  }

  @Test
  void shouldRefuseAProviderThatLostAllAccounts() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 5);
        Reader reader = reader(provider)) {
      reader.poll();
      provider.accounts.clear();

      assertThat(failure(reader).code()).isEqualTo("SCIM_EMPTY");
    }
  }

  @Test
  void shouldRejectAResourceWithoutAnIdByItself() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 3);
        Reader reader = reader(provider)) {
      provider.accounts.getFirst().remove("id");
      List<SourceItem> items = reader.poll().items();

      assertThat(items)
          .filteredOn(SourceItem.Rejected.class::isInstance)
          .singleElement()
          .extracting(SourceItem::place)
          .isEqualTo("Users:3");
      assertThat(items).hasSize(3);
    }
  }

  @Test
  void shouldReadWhatChangedSinceTheLastReadAndAMinuteBefore() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 25).filtering(Filtering.OFFERED);
        Reader reader = new Reader(provider.url(), "token", folder, Map.of("reads", "changes"))) {
      provider.change("003", "07:00:00");
      provider.change("004", "07:59:30");
      provider.change("005", "08:00:00");
      reader.poll();
      provider.change("006", "09:00:00");
      Reader.Taken taken = reader.after(Duration.ofMinutes(1)).poll();

      assertThat(taken.complete()).isFalse();
      assertThat(taken.all("id")).containsExactly("004", "005", "006");
      assertThat(reader.poll().all("id")).as("from the newest on").containsExactly("006");
      assertThat(reader.poll().id()).isEmpty();
    }
  }

  @Test
  void shouldReadAllWhereTheProviderDoesNotShowWhatChanged() throws AdapterFailure {
    for (Filtering filtering : List.of(Filtering.NOBODY, Filtering.REFUSED)) {
      try (PagedProvider provider = new PagedProvider(10, 25).filtering(filtering);
          Reader reader = new Reader(provider.url(), "token", folder, Map.of("reads", "changes"))) {
        reader.poll();
        provider.add("900");
        Reader.Taken taken = reader.after(Duration.ofMinutes(1)).poll();

        assertThat(taken.complete()).as(filtering.name()).isTrue();
        assertThat(taken.all("id")).contains("900").hasSize(26);
      }
    }
  }

  @Test
  void shouldTakeNobodyForGoneWhereAFilterIsAnsweredWithEverybody() throws AdapterFailure {
    try (PagedProvider provider = new PagedProvider(10, 25).filtering(Filtering.EVERYBODY);
        Reader reader = new Reader(provider.url(), "token", folder, Map.of("reads", "changes"))) {
      reader.poll();
      provider.remove("007");

      assertThat(reader.after(Duration.ofMinutes(1)).poll().complete()).isFalse();
    }
  }
}
