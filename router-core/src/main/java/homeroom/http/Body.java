package homeroom.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What somebody said in the body of a request: a JSON object.
 *
 * @param code of a refusal of what stands in it
 */
record Body(JsonObject json, String code) {

  static final String INVALID = "BODY_INVALID";

  /**
   * @param example what to write instead of what is no JSON object
   */
  static Body of(String text, String example) {
    return of(text, example, INVALID);
  }

  /**
   * The same.
   *
   * @param code of a refusal of what stands in it
   */
  static Body of(String text, String example, String code) {
    try {
      return new Body(new JsonObject(text), code);
    } catch (DecodeException noObject) {
      throw Refusal.badRequest(INVALID, "The body is no JSON object.", "Write " + example + ".");
    }
  }

  /** Whether anything is said of it, be it null. */
  boolean says(String name) {
    return json.containsKey(name);
  }

  /** Whether it is said to be true. */
  boolean flag(String name) {
    return Boolean.TRUE.equals(json.getValue(name));
  }

  /** A text; empty if nothing is said, or nothing in it. */
  Optional<String> text(String name) {
    return written(name).filter(text -> !text.isEmpty());
  }

  /** A text, which may have nothing in it; empty if nothing is said. */
  Optional<String> written(String name) {
    return switch (json.getValue(name)) {
      case null -> Optional.empty();
      case String text -> Optional.of(text);
      default ->
          throw Refusal.badRequest(
              code, "What stands in " + name + " is no text.", "Write it in quotes.");
    };
  }

  /**
   * A whole number that is not negative.
   *
   * @param usual if none is said
   */
  int number(String name, int usual) {
    return switch (json.getValue(name)) {
      case null -> usual;
      case Integer number when number >= 0 -> number;
      default ->
          throw Refusal.badRequest(
              code,
              "What stands in " + name + " is no number.",
              "Write a whole number, or leave it out.");
    };
  }

  /** Who says it. */
  String person() {
    return text("person").orElse("somebody");
  }
}
