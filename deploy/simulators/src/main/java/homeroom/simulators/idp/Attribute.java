package homeroom.simulators.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * An attribute of a resource (RFC 7643 section 7).
 *
 * @param parts the sub-attributes of a complex one
 */
record Attribute(
    String name,
    Type type,
    boolean multiValued,
    boolean required,
    Mutability mutability,
    boolean caseExact,
    List<Attribute> parts) {

  enum Type {
    STRING("string"),
    BOOLEAN("boolean"),
    DATE_TIME("dateTime"),
    COMPLEX("complex");

    private final String written;

    Type(String written) {
      this.written = written;
    }
  }

  enum Mutability {
    READ_WRITE("readWrite"),
    READ_ONLY("readOnly"),
    WRITE_ONLY("writeOnly");

    private final String written;

    Mutability(String written) {
      this.written = written;
    }
  }

  Attribute {
    parts = List.copyOf(parts);
  }

  static Attribute string(String name) {
    return new Attribute(name, Type.STRING, false, false, Mutability.READ_WRITE, false, List.of());
  }

  static Attribute flag(String name) {
    return new Attribute(name, Type.BOOLEAN, false, false, Mutability.READ_WRITE, false, List.of());
  }

  static Attribute time(String name) {
    return new Attribute(name, Type.DATE_TIME, false, false, Mutability.READ_ONLY, true, List.of());
  }

  static Attribute complex(String name, List<Attribute> parts) {
    return new Attribute(name, Type.COMPLEX, false, false, Mutability.READ_WRITE, false, parts);
  }

  /** A list of {@code value}, {@code display}, {@code type} and {@code primary}. */
  static Attribute plural(String name) {
    return plural(
        name, List.of(string("value"), string("display"), string("type"), flag("primary")));
  }

  static Attribute plural(String name, List<Attribute> parts) {
    return new Attribute(name, Type.COMPLEX, true, false, Mutability.READ_WRITE, false, parts);
  }

  Attribute mandatory() {
    return new Attribute(name, type, multiValued, true, mutability, caseExact, parts);
  }

  Attribute exact() {
    return new Attribute(name, type, multiValued, required, mutability, true, parts);
  }

  Attribute with(Mutability other) {
    return new Attribute(name, type, multiValued, required, other, caseExact, parts);
  }

  /** Attribute names are case-insensitive (RFC 7643 section 2.1). */
  static Optional<Attribute> named(String name, List<Attribute> among) {
    return among.stream().filter(each -> each.name.equalsIgnoreCase(name)).findFirst();
  }

  Optional<Attribute> part(String partName) {
    return named(partName, parts);
  }

  /** As {@code /Schemas} shows it. */
  JsonObject described() {
    JsonObject description =
        new JsonObject()
            .put("name", name)
            .put("type", type.written)
            .put("multiValued", multiValued)
            .put("required", required)
            .put("caseExact", caseExact)
            .put("mutability", mutability.written)
            .put("returned", mutability == Mutability.WRITE_ONLY ? "never" : "default")
            .put("uniqueness", name.equals("userName") ? "server" : "none");
    if (!parts.isEmpty()) {
      JsonArray described = new JsonArray();
      parts.forEach(part -> described.add(part.described()));
      description.put("subAttributes", described);
    }
    return description;
  }
}
