package homeroom.planning;

import homeroom.api.Value;
import homeroom.authority.Asserted;
import homeroom.authority.Event;
import homeroom.authority.FieldRules;
import homeroom.authority.RecordDraft;
import homeroom.authority.Ruling;
import homeroom.authority.SystemDraft;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields of an event its system speaks of for the first time. Taken before the event is
 * decided, because afterwards something is known of all of them.
 *
 * @param fields their names
 * @param known whether the hub holds anything to be true of the record's existence
 * @param subscriptions the system's own
 */
record FirstWords(Set<String> fields, boolean known, List<Subscription> subscriptions) {

  private static final FirstWords NONE = new FirstWords(Set.of(), true, List.of());
  private static final Value GONE = Value.flag(false);

  /**
   * @param said what the event says
   * @param subscriptions to the record's entity
   */
  static FirstWords of(
      RecordDraft draft, Event event, Asserted said, List<Subscription> subscriptions) {
    if (event.echo()) {
      return NONE;
    }
    SystemDraft source = draft.system(event.system());
    if (source.epoch() > 0) {
      // The two met before the system was restored or rebuilt.
      return NONE;
    }
    Set<String> fields = new HashSet<>();
    for (int i = 0; i < said.size(); i++) {
      if (said.value(i) != null && (said.place(i) < 0 || !source.knows(said.place(i)))) {
        fields.add(said.rule(i).name());
      }
    }
    boolean known = draft.canonical(FieldRules.EXISTS).isPresent();
    if (fields.isEmpty() || (!known && isGone(event))) {
      // That there is no record of which nobody knew is no contact with one.
      return NONE;
    }
    return new FirstWords(
        fields,
        known,
        subscriptions.stream().filter(it -> it.system().equals(event.system())).toList());
  }

  private static boolean isGone(Event event) {
    return GONE.equals(event.fields().get(FieldRules.EXISTS));
  }

  private boolean isTold(String field) {
    return subscriptions.stream()
        .anyMatch(it -> field.equals(FieldRules.EXISTS) || it.mapping().inputs().contains(field));
  }

  /** Whether that one of the rulings is worth no more than that nothing changed. */
  boolean nothingNew(Ruling ruling) {
    return ruling instanceof Ruling.Unchanged && !fields.contains(ruling.field());
  }

  /** What is said of one of an event's rulings. */
  Said said(Ruling ruling, List<Ruling> all) {
    Said said = Said.of(ruling);
    return contact(ruling, all)
        .map(contact -> new Said(said.outcome(), Optional.of(contact.code())))
        .orElse(said);
  }

  private Optional<FirstContact> contact(Ruling ruling, List<Ruling> all) {
    if (!fields.contains(ruling.field())) {
      return Optional.empty();
    }
    return switch (ruling) {
      // Of a record that is new, a field without a value on both sides is not worth a word.
      case Ruling.Unchanged u when !known -> Optional.empty();
      case Ruling.Unchanged u ->
          Optional.of(
              all.stream().anyMatch(this::differs)
                  ? FirstContact.PARTLY_EQUAL
                  : FirstContact.EQUAL);
      case Ruling.Mismatched m when m.won() -> Optional.of(FirstContact.WON);
      case Ruling.Mismatched m ->
          Optional.of(isTold(m.field()) ? FirstContact.LOST : FirstContact.KEPT);
      case Ruling.Accepted a -> Optional.of(known ? FirstContact.ADDED : FirstContact.NEW);
      case Ruling.Unauthorised u -> Optional.of(FirstContact.REFUSED);
      case Ruling.Merged m -> Optional.empty();
      case Ruling.Echoed e -> Optional.empty();
      case Ruling.Converged c -> Optional.empty();
      case Ruling.Conflicted c -> Optional.empty();
      case Ruling.Disputed d -> Optional.empty();
    };
  }

  private boolean differs(Ruling ruling) {
    return fields.contains(ruling.field())
        && (ruling instanceof Ruling.Mismatched || ruling instanceof Ruling.Unauthorised);
  }

  /**
   * Whether a delivery that ended is the first that a system and a record have to do with each
   * other. Our own write that came back before its receipt is no word of the system.
   *
   * @param consumer as it was before the receipt
   */
  static boolean isFirst(RecordDraft draft, SystemDraft consumer, Input.Answered.Result result) {
    int exists = draft.indexOf(FieldRules.EXISTS);
    return switch (result) {
      case CREATED, UPDATED, UNCHANGED ->
          !consumer.present()
              && consumer.handed().isEmpty()
              && consumer.base(exists).filter(it -> it.value().equals(GONE)).isEmpty();
      case HANDED_OVER -> !consumer.present() && !consumer.knows(exists);
      case DELETED, REFUSED, CHANGED_MEANWHILE -> false;
    };
  }
}
