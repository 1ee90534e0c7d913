package homeroom.reconcile.compare;

import homeroom.api.RecordKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is not equal.
 *
 * @param entity of the record; of what is no record of the hub's, what the system calls it
 * @param key the natural key; empty if nobody knows it
 * @param place the system's own id of what it holds, or where a row stands in the file
 * @param fields what differs, by the fields' names
 * @param note what is known of it already
 * @param because the code, the record or the system that the note is about
 * @param basis of what a system holds of a record, what the finding rests on
 */
public record Finding(
    Verdict verdict,
    String entity,
    Optional<String> key,
    Optional<String> place,
    List<Difference> fields,
    Optional<Note> note,
    Optional<String> because,
    Optional<Basis> basis) {

  /** The order of a report, which depends on nothing but what was found. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::entity)
          .thenComparing(finding -> finding.key().orElse(""))
          .thenComparing(Finding::verdict)
          .thenComparing(finding -> finding.place().orElse(""));

  public Finding {
    fields = List.copyOf(fields);
  }

  static Finding of(Verdict verdict, String entity, Optional<String> key, Optional<String> place) {
    return new Finding(
        verdict,
        entity,
        key,
        place,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Finding with(List<Difference> differences) {
    return new Finding(verdict, entity, key, place, differences, note, because, basis);
  }

  Finding on(Basis ground) {
    return new Finding(verdict, entity, key, place, fields, note, because, Optional.of(ground));
  }

  /** The record that it is about; empty if nobody knows which. */
  public Optional<RecordKey> record() {
    return key.map(it -> new RecordKey(entity, it));
  }

  /** The same, of which that is known already. */
  public Finding noted(Note known, Optional<String> why) {
    return new Finding(verdict, entity, key, place, fields, Optional.of(known), why, basis);
  }

  /** The same of a source that said nothing since. */
  public Finding withoutLater() {
    return note.filter(Note.LATER::equals).isEmpty()
        ? this
        : new Finding(
            verdict, entity, key, place, fields, Optional.empty(), Optional.empty(), basis);
  }

  /** The same without anybody's data. */
  public Finding withoutValues() {
    return with(fields.stream().map(Difference::withoutValues).toList());
  }

  /** The natural key stays out of logs. */
  @Override
  public String toString() {
    return "Finding[" + verdict + " " + entity + " " + note.map(Note::name).orElse("") + "]";
  }
}
