package homeroom.audit;

import static homeroom.audit.Samples.contact;
import static homeroom.audit.Samples.delivered;
import static homeroom.audit.Samples.minutes;
import static homeroom.authority.FieldRules.EXISTS;
import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.RecordKey;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted of first contacts, and whether it outlives what it was counted from. */
final class FirstContactQueriesTest {

  @TempDir private Path data;
  private QueryStore store;

  @BeforeEach
  void open() {
    store = open("homeroom.db");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private QueryStore open(String file) {
    return QueryStore.open(
        new StoreLocation.SqliteFile(data.resolve(file)), Pseudonyms.open(data, "cedar"));
  }

  private static void write(QueryStore into, Movement... movements) {
    try {
      new StoreWriter(into)
          .write(Arrays.stream(movements).<LogEntry>map(LogEntry.Moved::new).toList(), Map.of());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** One line for each count. */
  private List<String> counts() {
    return counts(Optional.empty(), Optional.empty());
  }

  private List<String> counts(Optional<Instant> from, Optional<Instant> to) {
    return store.firstContacts().find("lms", Optional.empty(), from, to, 5).stream()
        .map(it -> it.field().orElse("record") + " " + it.kind() + " " + it.records())
        .toList();
  }

  private static Movement told(String effect, String key) {
    Movement told = delivered("lms", "student", key, "d" + key, effect, minutes(1));
    told.setCode("FIRST_CONTACT_TOLD");
    return told;
  }

  private static final Movement[] ONBOARDING = {
    contact(MovementOutcome.UNCHANGED, "FIRST_CONTACT_EQUAL", "1", minutes(0), EXISTS, "email"),
    contact(MovementOutcome.UNCHANGED, "FIRST_CONTACT_PARTLY_EQUAL", "2", minutes(1), EXISTS),
    contact(MovementOutcome.INITIAL_MISMATCH, "FIRST_CONTACT_WON", "2", minutes(1), "nickname"),
    contact(MovementOutcome.INITIAL_MISMATCH, "FIRST_CONTACT_LOST", "2", minutes(1), "email"),
    contact(MovementOutcome.INITIAL_MISMATCH, "FIRST_CONTACT_KEPT", "2", minutes(1), "grade"),
    contact(MovementOutcome.ACCEPTED, "FIRST_CONTACT_ADDED", "2", minutes(1), "phone"),
    contact(MovementOutcome.UNAUTHORISED, "FIRST_CONTACT_REFUSED", "2", minutes(1), "school"),
    contact(MovementOutcome.ACCEPTED, "FIRST_CONTACT_NEW", "3", minutes(2), EXISTS, "email"),
    contact(MovementOutcome.UNAUTHORISED, "FIRST_CONTACT_REFUSED", "4", minutes(2), EXISTS, "a"),
    // A record that was deleted here and is there.
    contact(MovementOutcome.INITIAL_MISMATCH, "FIRST_CONTACT_LOST", "5", minutes(3), EXISTS),
    contact(MovementOutcome.UNCHANGED, "FIRST_CONTACT_PARTLY_EQUAL", "5", minutes(3), "email"),
    told("CREATED", "6"),
    told("UPDATED", "7"),
    told("UNCHANGED", "8"),
    contact(MovementOutcome.HANDED_OVER, "FIRST_CONTACT_TOLD", "9", minutes(4)),
    // No first contact.
    contact(MovementOutcome.ACCEPTED, "SET_MERGED", "1", minutes(5), EXISTS, "email"),
    delivered("lms", "student", "2", "d2", "UPDATED", minutes(5)),
    Samples.accepted("student", "1", minutes(5)),
  };

  private static final List<String> COUNTS =
      List.of(
          "record EQUAL 1",
          "record DIFFERENT 1",
          "record LOST 1",
          "record REFUSED 1",
          "record EXTRA 1",
          "record MISSING 1",
          "record FOUND_EQUAL 1",
          "record OVERWRITTEN 1",
          "record HANDED_OVER 1",
          "email EQUAL 2",
          "email LOST 1",
          "grade KEPT 1",
          "nickname WON 1",
          "phone ADDED 1",
          "school REFUSED 1");

  @Test
  void shouldCountRecordsAndFieldsByWhatBecameOfThem() {
    write(store, ONBOARDING);

    assertThat(counts()).containsExactlyElementsOf(COUNTS);
  }

  @Test
  void shouldCountNoFieldOfARecordThatOnlyTheSystemHas() {
    write(
        store,
        contact(
            MovementOutcome.ACCEPTED, "FIRST_CONTACT_NEW", "1", minutes(0), EXISTS, "a", "b", "c"));

    assertThat(counts()).containsExactly("record EXTRA 1");
  }

  @Test
  void shouldGiveTheSameAfterARestart() {
    write(store, Arrays.copyOf(ONBOARDING, 5));
    store.close();
    store = open("homeroom.db");
    write(store, Arrays.copyOfRange(ONBOARDING, 5, ONBOARDING.length));

    assertThat(counts()).containsExactlyElementsOf(COUNTS);
  }

  @Test
  void shouldGiveTheSameInAStoreThatIsFilledAgain() {
    write(store, ONBOARDING);
    store.close();
    store = open("another.db");
    for (Movement movement : ONBOARDING) {
      write(store, movement);
    }

    assertThat(counts()).containsExactlyElementsOf(COUNTS);
  }

  @Test
  void shouldKeepTheCountsOfMovementsThatWerePruned() {
    write(store, ONBOARDING);

    assertThat(store.prune(minutes(60))).isEqualTo(ONBOARDING.length);

    assertThat(counts()).containsExactlyElementsOf(COUNTS);
  }

  @Test
  void shouldTellTheOnboardingFromWhatComesDaysLater() {
    Instant later = minutes(0).plus(Duration.ofDays(3));
    write(
        store,
        contact(MovementOutcome.ACCEPTED, "FIRST_CONTACT_NEW", "1", minutes(0), EXISTS),
        contact(MovementOutcome.ACCEPTED, "FIRST_CONTACT_NEW", "2", later, EXISTS));

    assertThat(counts()).containsExactly("record EXTRA 2");
    assertThat(counts(Optional.empty(), Optional.of(later.minus(Duration.ofDays(1)))))
        .containsExactly("record EXTRA 1");
    assertThat(counts(Optional.of(later), Optional.empty())).containsExactly("record EXTRA 1");
    assertThat(counts(Optional.empty(), Optional.of(Instant.parse("2026-09-01T00:00:00Z"))))
        .isEmpty();
  }

  @Test
  void shouldNameAForgottenRecordByItsPseudonymOnly() {
    write(store, ONBOARDING[7]);
    try {
      new StoreWriter(store)
          .write(List.of(new LogEntry.Forgotten(RecordKey.parse("student/3"))), Map.of());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }

    assertThat(
            store
                .firstContacts()
                .find("lms", Optional.of("student"), Optional.empty(), Optional.empty(), 5))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.examples())
                    .containsExactly(
                        new Subject(
                            store.pseudonyms().of(RecordKey.parse("student/3")),
                            "student",
                            Optional.empty())));
  }
}
