package homeroom.audit;

import homeroom.authority.FieldRules;
import homeroom.planning.FirstContact;
import homeroom.schema.Movement;
import homeroom.schema.MovementOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one movement adds to the counts of first contacts. Pure, and of no other movement: so the
 * counts are the same in whatever portions the log is read.
 */
final class FirstContactProjection {

  /** What stands in a field's place where a record as a whole is counted. */
  static final String RECORD = "";

  /** One more. */
  record Counted(String field, ContactKind kind) {}

  private FirstContactProjection() {}

  static List<Counted> counted(Movement movement) {
    return FirstContact.of(Optional.ofNullable(movement.getCode()))
        .map(contact -> counted(contact, movement))
        .orElse(List.of());
  }

  private static List<Counted> counted(FirstContact contact, Movement movement) {
    List<String> fields = movement.getFields();
    return switch (contact) {
      case EQUAL -> both(fields, ContactKind.EQUAL, ContactKind.EQUAL);
      case PARTLY_EQUAL -> both(fields, ContactKind.DIFFERENT, ContactKind.EQUAL);
      case WON -> both(fields, ContactKind.WON, ContactKind.WON);
      case LOST -> both(fields, ContactKind.LOST, ContactKind.LOST);
      case KEPT -> both(fields, ContactKind.KEPT, ContactKind.KEPT);
      case ADDED -> both(fields, ContactKind.EXTRA, ContactKind.ADDED);
      // Of a record that only one side had, each field would say the same.
      case NEW -> record(fields, ContactKind.EXTRA);
      case REFUSED ->
          fields.contains(FieldRules.EXISTS)
              ? record(fields, ContactKind.REFUSED)
              : both(fields, ContactKind.REFUSED, ContactKind.REFUSED);
      case TOLD -> List.of(new Counted(RECORD, told(movement)));
    };
  }

  private static List<Counted> both(
      List<String> fields, ContactKind ofRecord, ContactKind ofField) {
    List<Counted> counted = new ArrayList<>(record(fields, ofRecord));
    for (String field : fields) {
      if (!field.equals(FieldRules.EXISTS)) {
        counted.add(new Counted(field, ofField));
      }
    }
    return counted;
  }

  /** Every event says that its record exists, so that field stands for the record. */
  private static List<Counted> record(List<String> fields, ContactKind kind) {
    return fields.contains(FieldRules.EXISTS) ? List.of(new Counted(RECORD, kind)) : List.of();
  }

  private static ContactKind told(Movement movement) {
    if (movement.getOutcome() == MovementOutcome.HANDED_OVER) {
      return ContactKind.HANDED_OVER;
    }
    return switch (Optional.ofNullable(movement.getEffect()).orElse("")) {
      case "CREATED" -> ContactKind.MISSING;
      case "UPDATED" -> ContactKind.OVERWRITTEN;
      default -> ContactKind.FOUND_EQUAL;
    };
  }
}
