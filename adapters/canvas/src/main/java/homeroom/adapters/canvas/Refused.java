package homeroom.adapters.canvas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import homeroom.api.Evidence;
import homeroom.api.Failure;
import homeroom.support.http.Reply;
import java.util.regex.Pattern;

/** Canvas said no, and it is about this record. */
final class Refused extends Exception {

  private static final long serialVersionUID = 1;

  /** What may be shown of an answer; messages quote values. */
  private static final Pattern HARMLESS = Pattern.compile("[a-z_]{1,40}");

  private final transient Reply reply;

  Refused(Reply reply) {
    super(reply.toString(), null, false, false);
    this.reply = reply;
  }

  /** It, or something it refers to, is not there. */
  boolean notFound() {
    return reply.status() == 404;
  }

  /** Some id of it is another's. */
  boolean taken() {
    return !attribute("taken").isMissingNode();
  }

  /** As a failure for the receipt. */
  Failure failure() {
    Evidence said = reply.evidence();
    Failure failure = ofReply();
    // Canvas answers 400 where an id is another's.
    return failure.with(taken() ? said.withCategory(Evidence.Category.CONFLICT) : said);
  }

  private Failure ofReply() {
    if (notFound()) {
      return unknownParent();
    }
    if (reply.status() == 409) {
      return inUse();
    }
    return taken() ? idTaken() : refusal();
  }

  private Failure unknownParent() {
    return content(
        "CANVAS_UNKNOWN_PARENT",
        "something it refers to is not there",
        "Look whether what the record refers to exists in Canvas with its SIS id.");
  }

  private Failure idTaken() {
    String attribute = shown(attribute("taken").path("attribute").asText());
    return content(
        "CANVAS_TAKEN",
        "another record has the same " + (attribute.isEmpty() ? "id" : attribute),
        "Look for that record in Canvas; give it the right SIS id there, or mend the source.");
  }

  private Failure inUse() {
    return content(
        "CANVAS_IN_USE",
        "it is in the way of something or still in use",
        "Look for what belongs to it in Canvas, and move or remove that first.");
  }

  private Failure refusal() {
    JsonNode first = attribute("");
    String attribute = shown(first.path("attribute").asText());
    String type = shown(first.path("type").asText());
    String where = attribute.isEmpty() ? "" : ", " + attribute;
    return content(
        "CANVAS_REFUSED",
        "status " + reply.status() + where + (type.isEmpty() ? "" : " " + type),
        "Compare what the mapping makes of the record with what Canvas accepts.");
  }

  private Failure content(String code, String why, String remedy) {
    String what = reply.call().verb() + " " + reply.call().address().label();
    return Failure.of(Failure.Kind.CONTENT, code, what + ": " + why, remedy);
  }

  /** The first reported error of a type, or of any; errors may be nested by form. */
  private JsonNode attribute(String type) {
    for (JsonNode error : reply.jsonOrMissing().findParents("attribute")) {
      if (type.isEmpty() || isOf(error, type)) {
        return error;
      }
    }
    return MissingNode.getInstance();
  }

  /** Rails puts the type there; for courses Canvas repeats the message. */
  private static boolean isOf(JsonNode error, String type) {
    String text = error.path("type").asText();
    return text.equals(type) || text.contains("already in use");
  }

  private static String shown(String text) {
    return HARMLESS.matcher(text).matches() ? text : "";
  }
}
