package homeroom.support.outbox;

import homeroom.api.Delivery;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells with commas between them, and a mark before those of records that are gone. */
final class LineForm implements FileForm {

  @Override
  public String of(String target) {
    return target;
  }

  @Override
  public Cells cells(Delivery delivery) {
    Map<String, String> cells = new LinkedHashMap<>();
    delivery.payload().forEach((name, value) -> cells.put(name, value.toString()));
    return cells.containsValue("unfit")
        ? new Cells.Unfit(Failure.of(Kind.CONTENT, "UNFIT", "It cannot be written.", "Mend it."))
        : new Cells.Ready(cells);
  }

  @Override
  public void write(Contents contents, OutputStream to) throws IOException {
    for (var target : contents.columns().entrySet()) {
      line(to, target.getValue());
      contents
          .rows()
          .of(
              target.getKey(),
              row ->
                  line(
                      to,
                      List.of((row.gone() ? "-" : "") + String.join(",", row.cells().values()))));
    }
  }

  private static void line(OutputStream to, List<String> cells) throws IOException {
    to.write((String.join(",", cells) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
