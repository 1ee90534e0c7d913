package homeroom.audit;

import homeroom.schema.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a movement made due, in one column: a line for each system, with the system, the delivery
 * (or nothing) and what is waited for, parted by spaces. None of them holds a space or a line
 * break.
 */
final class SentText {

  private SentText() {}

  static String write(List<Sent> sent, UnaryOperator<String> naming) {
    StringBuilder text = new StringBuilder();
    for (Sent due : sent) {
      text.append(text.isEmpty() ? "" : "\n").append(due.getSystem()).append(' ');
      text.append(due.getDeliveryId() == null ? "" : due.getDeliveryId());
      for (String waited : due.getWaitsFor()) {
        text.append(' ').append(Waits.stored(waited, naming));
      }
    }
    return text.toString();
  }

  static List<MovementEntry.Due> read(@Nullable String text) {
    List<MovementEntry.Due> sent = new ArrayList<>();
    if (text != null) {
      for (String line : text.split("\n")) {
        List<String> parts = Arrays.asList(line.split(" ", -1));
        sent.add(
            new MovementEntry.Due(
                parts.get(0),
                Optional.of(parts.get(1)).filter(delivery -> !delivery.isEmpty()),
                parts.subList(2, parts.size())));
      }
    }
    return sent;
  }
}
