package homeroom.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Batch;
import homeroom.api.Batch.Coverage;
import homeroom.api.Cursor;
import homeroom.api.Failure;
import homeroom.api.FingerprintTable.Memory;
import homeroom.api.Fingerprinter;
import homeroom.api.Operation;
import homeroom.api.RecordKey;
import homeroom.api.RowPrint;
import homeroom.api.SourceItem;
import homeroom.api.UnreadRow;
import homeroom.api.Value;
import homeroom.planning.SourceMapping;
import homeroom.planning.SourceMapping.Assertion;
import homeroom.planning.SourcePolicy;
import homeroom.schema.Accepted;
import homeroom.schema.Digest;
import homeroom.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/**
 * Exports come one after the other, are also written to between two of them and while one is read,
 * and hold doubled, unusable and unwanted rows. A hub that leaves known rows unread does the same
 * as one that reads every row.
 */
class KnownRowsTest {

  private static final String PEOPLE = "people";
  private static final String BADGES = "badges";
  private static final int CHUNK = 3;

  /** What a row is like; its number of a name, which no student has, cannot be used. */
  private record Spec(String collection, int id, int name, boolean gone) {

    List<String> cells() {
      return List.of(collection, "" + id, "" + name, "" + gone);
    }

    RowPrint print(Fingerprinter prints) {
      return new RowPrint(prints.of(List.of(collection, "" + id)), prints.of(cells()));
    }
  }

  /**
   * An export.
   *
   * @param before ids of people whom the hub wrote since the last
   * @param meanwhile ids of people whom it wrote between its two readings
   * @param written ids of those whom it wrote while the file was written
   * @param deleted ids of people whom it deleted since the last
   * @param held whether the deletions of badges' records wait
   * @param kept whether the rows that were read are kept for the second reading
   */
  private record Export(
      List<Spec> rows,
      Set<Integer> before,
      Set<Integer> meanwhile,
      Set<Integer> written,
      Set<Integer> deleted,
      boolean held,
      boolean complete,
      boolean kept) {}

  @Provide
  Arbitrary<List<Export>> exports() {
    Arbitrary<Spec> row =
        Combinators.combine(
                Arbitraries.of(PEOPLE, PEOPLE, PEOPLE, BADGES),
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 5),
                Arbitraries.frequencyOf(
                    Tuple.of(9, Arbitraries.just(false)), Tuple.of(1, Arbitraries.just(true))))
            .as(Spec::new);
    Arbitrary<Set<Integer>> few = Arbitraries.integers().between(0, 5).set().ofMaxSize(2);
    return Combinators.combine(
            row.list().ofMaxSize(8),
            few,
            few,
            few,
            few,
            Arbitraries.of(true, false, false),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, false))
        .as(Export::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(6);
  }

  @Property(seed = "1", tries = 2000)
  void shouldDoTheSameAsWhoeverReadsEveryRow(
      @ForAll("exports") List<Export> exports, @ForAll @IntRange(min = 1, max = 3) int missingFor) {
    Hub reader = new Hub(false, missingFor);
    Hub knower = new Hub(true, missingFor);
    // The same file most nights: that is where rows are passed.
    List<Export> nights = new ArrayList<>();
    for (Export export : exports) {
      nights.add(export);
      nights.add(export);
    }
    for (Export night : nights) {
      reader.take(night);
      knower.take(night);
      assertThat(knower.said).as("what is said").isEqualTo(reader.said);
      assertThat(knower.refused).as("what is refused").isEqualTo(reader.refused);
      assertThat(knower.accepted()).as("what is accepted").isEqualTo(reader.accepted());
      if (night.meanwhile().isEmpty() && night.written().isEmpty()) {
        assertThat(knower.tally).as("what is counted").isEqualTo(reader.tally);
        assertThat(knower.looks).as("how often it is looked at").isEqualTo(reader.looks);
        if (night.complete() && !night.held() && missingFor == 1) {
          assertThat(asserted(night)).as("what is there").containsAll(knower.accepted().keySet());
        }
      }
    }
  }

  private static Set<String> asserted(Export night) {
    Set<String> keys = new HashSet<>();
    for (Spec spec : night.rows()) {
      keys.add("person/" + spec.id());
      keys.add("name/" + spec.name());
    }
    return keys;
  }

  @Example
  void shouldHaveLeftRowsUnread() {
    List<Spec> rows = List.of(new Spec(PEOPLE, 1, 1, false), new Spec(PEOPLE, 2, 5, false));
    Hub knower = new Hub(true, 1);
    Export night = new Export(rows, Set.of(), Set.of(), Set.of(), Set.of(), false, true, true);
    knower.take(night);
    knower.take(night);
    assertThat(knower.passed).isEqualTo(2);
  }

  /** A hub's ground, and what it did. */
  private static final class Hub {

    private final IntakeRules rules;
    private final boolean knows;
    private final HeapRecords ground = new HeapRecords();
    private final CurrentRecords records = new CurrentRecords(ground, Memory.OF_PROCESS);
    private final Map<String, Integer> said = new TreeMap<>();
    private final Set<String> refused = new HashSet<>();
    private List<?> tally = List.of();
    private int looks;
    private int nights;
    private long passed;

    Hub(boolean knows, int missingFor) {
      this.knows = knows;
      rules =
          IntakeRules.of(
              new Topics("known"),
              new SourcePolicy(
                  "sis",
                  List.of(new People(PEOPLE), new People(BADGES), new Names()),
                  Optional.empty(),
                  Guards.missingFor(missingFor)),
              false,
              InstantSource.fixed(Instant.EPOCH));
    }

    Map<String, Accepted> accepted() {
      Map<String, Accepted> all = new HashMap<>();
      ground.forEach((key, said) -> all.put(key, said.accepted()));
      return all;
    }

    void take(Export export) {
      nights++;
      boolean again = true;
      for (looks = 0; again; looks++) {
        assertThat(looks).as("it comes to rest").isLessThan(4);
        again = once(export, looks == 0);
      }
    }

    /** Whether something was left for another look. */
    private boolean once(Export export, boolean disturbed) {
      RehearsedRecords rehearsed = new RehearsedRecords(records);
      if (disturbed) {
        write(rehearsed, export.before());
        export.deleted().forEach(id -> rehearsed.remove("person/" + id));
      }
      FirstReading first = FirstReading.passing(rehearsed);
      Set<String> written = new HashSet<>();
      Doing plan = new Doing(rehearsed, false);
      BatchTally counted = new BatchTally();
      comparison(rehearsed, written, rows(export), plan, counted, first, export).rows();
      passed += first.passed().reports().stream().mapToLong(it -> it.getRows()).sum();
      if (disturbed) {
        write(records, export.before());
        export.deleted().forEach(id -> records.remove("person/" + id));
        write(records, export.meanwhile());
        export.written().forEach(id -> written.add("person/" + id));
        write(records, export.written());
      }
      Doing run = new Doing(records, true);
      BatchTally tallied = new BatchTally();
      boolean kept = export.kept() && first.isKept();
      FirstReading reading = kept ? first.goingOn() : FirstReading.passing(records);
      Comparison comparison =
          comparison(
              records, written, kept ? first.rows() : rows(export), run, tallied, reading, export);
      comparison.rows();
      comparison.missing(part -> export.held() && part.collection().equals(BADGES));
      run.commit();
      tallied.add(reading.passed());
      tally = tallied.reports();
      return comparison.passedOver();
    }

    private static void write(AcceptedRecords records, Set<Integer> ids) {
      for (int id : ids) {
        records
            .find("person/" + id)
            .ifPresent(
                last ->
                    records.put(
                        "person/" + id,
                        new Accepted(new Digest(new byte[16]), last.getCollection(), 0, null)));
      }
    }

    private Comparison comparison(
        AcceptedRecords accepted,
        Set<String> written,
        Stream<UnreadRow> rows,
        Effects effects,
        BatchTally tally,
        FirstReading reading,
        Export export) {
      Coverage coverage = export.complete() ? Coverage.COMPLETE : Coverage.PARTIAL;
      return new Comparison(
          rules,
          accepted,
          new Batch(
              "export-" + nights,
              "sis",
              Map.of(PEOPLE, coverage, BADGES, coverage),
              rows,
              Cursor.START,
              Optional.empty()),
          written::contains,
          Exceptions.NONE,
          effects,
          tally,
          reading);
    }

    private Stream<UnreadRow> rows(Export export) {
      Fingerprinter prints = new Fingerprinter(List.of());
      return export.rows().stream()
          .map(
              spec ->
                  knows ? UnreadRow.of(item(spec), spec.print(prints)) : UnreadRow.of(item(spec)));
    }

    /** What follows, some at a time as in transactions. */
    private final class Doing implements Effects {

      private final AcceptedRecords records;
      private final boolean real;
      private final FreshRecords fresh;
      private int rows;

      Doing(AcceptedRecords records, boolean real) {
        this.records = records;
        this.real = real;
        fresh = new FreshRecords(records);
      }

      private void does(String what, Runnable then) {
        if (real) {
          said.merge(what, 1, Integer::sum);
          then.run();
          if (++rows >= CHUNK) {
            commit();
          }
        }
      }

      void commit() {
        fresh.committed();
        rows = 0;
      }

      @Override
      public void said(
          SourceItem.Row row, Assertion assertion, Optional<Accepted> before, Accepted now) {
        String key = assertion.record().toString();
        does(key + " is " + assertion.fields(), () -> fresh.accept(key, now));
      }

      @Override
      public void understood(RowPrint row, String collection, Collection<String> keys) {
        if (real) {
          fresh.vouch(row, collection, keys);
        }
      }

      @Override
      public void toldGone(SourceItem.Row row, Assertion assertion) {
        String key = assertion.record().toString();
        does(key + " is gone", () -> fresh.forget(key));
      }

      @Override
      public void noted(String key, Accepted now) {
        does(key + " was missing " + now.getMissing(), () -> fresh.accept(key, now));
      }

      @Override
      public void missing(Part part, String key) {
        does(key + " is missing", () -> fresh.forget(key));
      }

      @Override
      public void rejected(Rejection rejection) {
        refused.add(rejection.place() + " " + rejection.failure().code());
      }

      @Override
      public void unreadable(Rejection rejection) {
        rejected(rejection);
      }
    }
  }

  private static SourceItem item(Spec spec) {
    String place = spec.toString();
    if (spec.name() == 4) {
      return new SourceItem.Rejected(
          spec.collection(),
          place,
          "",
          Failure.of(Failure.Kind.CONTENT, "CELLS", "too few cells", "mend the row"));
    }
    return new SourceItem.Row(
        spec.collection(),
        place,
        Map.of("id", Value.text("" + spec.id()), "name", Value.text("" + spec.name())),
        spec.gone() ? Operation.DELETE : Operation.UPSERT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A row is a person, unless nobody asked for it. */
  private record People(String collection) implements SourceMapping {

    @Override
    public String entity() {
      return "person";
    }

    @Override
    public Optional<Assertion> assertion(SourceItem.Row row) {
      String name = row.columns().get("name").toString();
      return name.equals("5")
          ? Optional.empty()
          : Optional.of(
              new Assertion(
                  new RecordKey("person", row.columns().get("id").toString()),
                  Map.of("name", Value.text(name))));
    }
  }

  /** Some rows tell of a name as well, which two of them may do. */
  private record Names() implements SourceMapping {

    @Override
    public String collection() {
      return PEOPLE;
    }

    @Override
    public String entity() {
      return "name";
    }

    @Override
    public Optional<Assertion> assertion(SourceItem.Row row) {
      String name = row.columns().get("name").toString();
      return Integer.parseInt(name) % 2 == 0
          ? Optional.of(
              new Assertion(new RecordKey("name", name), Map.of("of", row.columns().get("id"))))
          : Optional.empty();
    }
  }
}
