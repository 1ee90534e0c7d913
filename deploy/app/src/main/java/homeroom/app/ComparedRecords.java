package homeroom.app;

import homeroom.api.RecordKey;
import homeroom.audit.FieldEntry;
import homeroom.audit.Holding;
import homeroom.audit.Indexer;
import homeroom.audit.QueryStore;
import homeroom.audit.RecordEntry;
import homeroom.audit.explain.StoredValue;
import homeroom.authority.Fingerprint;
import homeroom.reconcile.Records;
import homeroom.reconcile.RecordsUnavailable;
import homeroom.reconcile.compare.Golden;
import homeroom.reconcile.compare.Note;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.JdbiException;

/** What comparisons ask of the query store. */
record ComparedRecords(QueryStore store, Indexer indexer) implements Records {

  @Override
  public void catchUp() throws InterruptedException {
    try {
      indexer.caughtUp().get();
    } catch (ExecutionException closed) {
      throw new RecordsUnavailable(closed);
    }
  }

  @Override
  public List<Golden> after(String entity, Optional<String> key, int limit) {
    return asked(
        () ->
            store.records().after(entity, key, limit).stream()
                .map(ComparedRecords::golden)
                .toList());
  }

  /** What the database says of itself may hold values. */
  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (JdbiException | UncheckedIOException notNow) {
      throw new RecordsUnavailable(notNow);
    }
  }

  @Override
  public Map<RecordKey, Golden> find(Collection<RecordKey> records) {
    return asked(() -> found(records));
  }

  private Map<RecordKey, Golden> found(Collection<RecordKey> records) {
    Map<RecordKey, Golden> found = new HashMap<>();
    store.records().find(pseudonyms(records).keySet()).stream()
        .map(ComparedRecords::golden)
        .forEach(golden -> found.put(golden.record(), golden));
    for (RecordKey record : records) {
      if (!found.containsKey(record) || !found.get(record).exists()) {
        follow(record).ifPresent(golden -> found.put(record, golden));
      }
    }
    return found;
  }

  /** What goes on under another key. */
  private Optional<Golden> follow(RecordKey record) {
    return store
        .keys()
        .find(store.pseudonyms().of(record))
        .movedTo()
        .map(RecordKey::parse)
        .flatMap(to -> store.records().find(store.pseudonyms().of(to)))
        .map(ComparedRecords::golden);
  }

  private static Golden golden(RecordEntry entry) {
    return new Golden(
        new RecordKey(entry.subject().entity(), entry.subject().key().orElseThrow()),
        entry.version(),
        entry.present(),
        entry.fields().stream().collect(Collectors.toMap(FieldEntry::name, ComparedRecords::held)));
  }

  private static Golden.Held held(FieldEntry field) {
    return new Golden.Held(StoredValue.of(field), field.system(), field.rule());
  }

  @Override
  public Map<RecordKey, Known> owed(String consumer, Collection<RecordKey> records) {
    return asked(() -> owing(consumer, records));
  }

  @Override
  public Map<RecordKey, Long> standings(String consumer, Collection<RecordKey> records) {
    Map<String, RecordKey> named = pseudonyms(records);
    Map<RecordKey, Long> standings = new HashMap<>();
    asked(() -> store.records().holdings(consumer, named.keySet()))
        .forEach((pseudonym, holding) -> standings.put(named.get(pseudonym), standing(holding)));
    return standings;
  }

  private static long standing(Holding holding) {
    return Fingerprint.of(
        String.join(
            "\u0001",
            holding.state().name(),
            holding.delivery().orElse(""),
            Long.toString(holding.version()),
            holding.since().toString(),
            String.join("\u0002", holding.waitsFor())));
  }

  private Map<RecordKey, Known> owing(String consumer, Collection<RecordKey> records) {
    Map<String, RecordKey> named = pseudonyms(records);
    Map<String, Holding> holdings = store.records().holdings(consumer, named.keySet());
    Map<String, String> names =
        store
            .records()
            .names(holdings.values().stream().flatMap(it -> it.waitsFor().stream()).toList());
    Map<RecordKey, Known> owed = new HashMap<>();
    holdings.forEach(
        (pseudonym, holding) ->
            known(holding, names).ifPresent(known -> owed.put(named.get(pseudonym), known)));
    return owed;
  }

  private static Optional<Known> known(Holding holding, Map<String, String> names) {
    return switch (holding.state()) {
      case SENT -> Optional.of(new Known(Note.OWED, Optional.empty()));
      case WAITING ->
          Optional.of(
              new Known(
                  holding.waitsFor().isEmpty() ? Note.OWED : Note.WAITING,
                  holding.waitsFor().stream()
                      .findFirst()
                      .map(first -> names.getOrDefault(first, first))));
      case REFUSED -> Optional.of(new Known(Note.REFUSED, holding.code()));
      case IN_STEP, HANDED_OVER -> Optional.empty();
    };
  }

  @Override
  public Map<RecordKey, Known> rejected(String source, Collection<RecordKey> records) {
    Map<String, RecordKey> named = pseudonyms(records);
    Map<RecordKey, Known> rejected = new HashMap<>();
    asked(() -> store.quarantine().rejected(source, named.keySet()))
        .forEach(
            (pseudonym, code) ->
                rejected.put(named.get(pseudonym), new Known(Note.REFUSED, Optional.of(code))));
    return rejected;
  }

  private Map<String, RecordKey> pseudonyms(Collection<RecordKey> records) {
    Map<String, RecordKey> named = new HashMap<>();
    records.forEach(record -> named.put(store.pseudonyms().of(record), record));
    return named;
  }
}
