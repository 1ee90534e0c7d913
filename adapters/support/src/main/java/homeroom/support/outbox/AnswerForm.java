package homeroom.support.outbox;

import java.util.Optional;
import java.util.Set;

/**
 * How a system answers.
 *
 * @param key the answer's column that says which row is meant
 * @param of the column of our file that it repeats
 * @param status the answer's column that says what became of it
 * @param accepted what that column says of a row that was taken, in lower case
 * @param code the column with the system's own code
 * @param reason the column with a sentence that holds nobody's data
 * @param unnamedAccepted whether a row that the answer does not name was taken
 */
record AnswerForm(
    String key,
    String of,
    String status,
    Set<String> accepted,
    Optional<String> code,
    Optional<String> reason,
    boolean unnamedAccepted) {
  AnswerForm {
    accepted = Set.copyOf(accepted);
  }
}
