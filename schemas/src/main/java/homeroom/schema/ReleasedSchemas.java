package homeroom.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * The schemas that this build can write and read, by the ids that are compiled in.
 *
 * <p>Ids begin at 1,000,000,000 so that they never collide with those of a registry. Once released,
 * an id keeps its schema for ever: a changed schema gets the next free id and a copy of its own in
 * {@code homeroom/schema/released}.
 */
public final class ReleasedSchemas {

  /** The first id that is compiled in. */
  public static final int FIRST_ID = 1_000_000_000;

  /** Where so many ids follow each other of which none was released, there are no more. */
  private static final int WIDEST_GAP = 32;

  static {
    // Avro makes only classes that it was told to trust; ours are the generated ones.
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getPackageName().equals(ReleasedSchemas.class.getPackageName())));
  }

  private static final Map<Integer, Schema> BY_ID = read();
  private static final Map<Class<?>, Integer> NEWEST = newest();

  private ReleasedSchemas() {}

  /**
   * Lets Avro make the generated classes. Whatever else is asked here does so as well; it is for
   * whoever builds a message before one is written or read.
   */
  public static void trust() {
    // The class did that when it was initialised.
  }

  /** Every released schema by its id, oldest first. */
  public static Map<Integer, Schema> all() {
    return BY_ID;
  }

  /** The id under which this build writes a type. */
  public static int idOf(Class<? extends SpecificRecord> type) {
    Integer id = NEWEST.get(type);
    if (id == null) {
      throw new IllegalArgumentException(type.getSimpleName() + " was never released");
    }
    return id;
  }

  private static Map<Class<?>, Integer> newest() {
    Map<Class<?>, Integer> newest = new LinkedHashMap<>();
    BY_ID.forEach((id, schema) -> newest.put(SpecificData.get().getClass(schema), id));
    return Collections.unmodifiableMap(newest);
  }

  private static Map<Integer, Schema> read() {
    Map<Integer, Schema> schemas = new LinkedHashMap<>();
    int last = FIRST_ID - 1;
    for (int id = FIRST_ID; id - last <= WIDEST_GAP; id++) {
      try (InputStream copy =
          ReleasedSchemas.class.getResourceAsStream("released/" + id + ".avsc")) {
        if (copy != null) {
          schemas.put(id, new Schema.Parser().parse(copy));
          last = id;
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException("reading the released schema " + id, unreadable);
      }
    }
    return Collections.unmodifiableMap(schemas);
  }
}
