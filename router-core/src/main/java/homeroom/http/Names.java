package homeroom.http;

import homeroom.audit.QueryStore;
import io.vertx.core.json.JsonArray;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What records wait for, in the words of people, looked up once for a whole answer. */
record Names(Map<String, String> known) {

  static Names of(QueryStore store, Collection<String> waited) {
    return new Names(store.records().names(waited));
  }

  JsonArray of(List<String> waitsFor) {
    return new JsonArray(
        waitsFor.stream()
            .map(name -> known.getOrDefault(name, name))
            .map(Object.class::cast)
            .toList());
  }
}
