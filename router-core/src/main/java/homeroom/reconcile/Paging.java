package homeroom.reconcile;

import homeroom.reconcile.compare.Golden;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All golden records of an entity, page by page. */
record Paging(Records records, String entity) {

  private static final int AT_ONCE = 1_000;

  void forEach(Consumer<List<Golden>> reader) {
    Optional<String> last = Optional.empty();
    while (true) {
      List<Golden> page = records.after(entity, last, AT_ONCE);
      reader.accept(page);
      if (page.size() < AT_ONCE) {
        return;
      }
      last = Optional.of(page.getLast().record().key());
    }
  }
}
