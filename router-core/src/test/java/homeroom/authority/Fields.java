package homeroom.authority;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules for fields as most tests need them: the first of some systems counts. */
public final class Fields {

  private Fields() {}

  public static FieldRules text(String name, String... systems) {
    return rules(name, FieldType.TEXT, Optional.empty(), systems);
  }

  /**
   * @param to the entity that it refers to
   */
  public static FieldRules reference(String name, String to, String... systems) {
    return rules(name, FieldType.REFERENCE, Optional.of(to), systems);
  }

  private static FieldRules rules(
      String name, FieldType type, Optional<String> to, String... systems) {
    List<Authority> authorities = Stream.of(systems).map(Authority::always).toList();
    return new FieldRules(name, type, to, Comparison.EXACT, authorities);
  }
}
