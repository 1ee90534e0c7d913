package homeroom.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many records of one kind there were on first contact with a system.
 *
 * @param field empty where records as a whole are counted
 * @param first when the first of them was met
 * @param last when the last was
 * @param examples some of them
 */
public record FirstContactEntry(
    String entity,
    Optional<String> field,
    ContactKind kind,
    long records,
    Instant first,
    Instant last,
    List<Subject> examples) {
  public FirstContactEntry {
    examples = List.copyOf(examples);
  }
}
