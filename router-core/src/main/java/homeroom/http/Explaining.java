package homeroom.http;

import homeroom.audit.Holding;
import homeroom.audit.QueryStore;
import homeroom.audit.explain.ConflictStory;
import homeroom.audit.explain.Explanation.Standing;
import homeroom.audit.explain.Explanations;
import homeroom.audit.explain.Story;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Answers why something is as it is, from the query store and the log. */
final class Explaining {

  private static final Pattern CONFLICT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final QueryStore store;
  private final Explanations explanations;

  Explaining(QueryStore store, Explanations explanations) {
    this.store = store;
    this.explanations = explanations;
  }

  JsonObject record(Parameters asked) {
    try {
      Story story =
          explanations
              .explain(asked.pathRecord(), asked.text("field"))
              .orElseThrow(LookUps::unknownRecord);
      List<Standing> standings =
          story.fields().stream().flatMap(field -> field.standings().stream()).toList();
      return json(standings).story(story);
    } catch (Explanations.UnknownField unknown) {
      throw Refusal.notFound(
          "FIELD_UNKNOWN",
          "The hub knows no field of that name for this record.",
          "Its fields: " + String.join(", ", unknown.known().stream().sorted().toList()) + ".");
    }
  }

  JsonObject conflict(Parameters asked) {
    String id = asked.path("id");
    if (!CONFLICT.matcher(id).matches()) {
      throw unknownConflict();
    }
    ConflictStory story = explanations.conflict(id).orElseThrow(Explaining::unknownConflict);
    return json(story.standing().stream().toList()).conflict(story);
  }

  private ExplanationJson json(Collection<Standing> standings) {
    List<String> waited =
        standings.stream()
            .flatMap(standing -> standing.holding().stream())
            .map(Holding::waitsFor)
            .flatMap(List::stream)
            .toList();
    return new ExplanationJson(Names.of(store, waited));
  }

  static Refusal unknownConflict() {
    return Refusal.notFound(
        "CONFLICT_UNKNOWN",
        "There is no conflict of that id.",
        "Take the id from the last column of: homeroom conflicts");
  }
}
