package homeroom.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {

  /** Everything that is written to a topic or a store as a whole. */
  static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(
          DataEvent.class,
          Change.class,
          GoldenRecord.class,
          DeliveryOrder.class,
          DeliveryReceipt.class,
          Conflict.class,
          Movement.class,
          Link.class,
          KeyNote.class,
          Command.class,
          BatchReport.class,
          Quarantined.class,
          SourceCursor.class,
          Accepted.class,
          ConfigurationBundle.class,
          StoredRecord.class,
          AlertState.class,
          ReplayState.class,
          OutageState.class,
          Boundary.class);

  static List<Class<? extends SpecificRecord>> types() {
    return TYPES;
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldHoldACopyOfTheSchemaThatIsWritten(Class<? extends SpecificRecord> type) {
    Schema current = SpecificData.get().getSchema(type);
    assertThat(ReleasedSchemas.all().get(ReleasedSchemas.idOf(type)))
        .as("a changed schema needs the next free id and a copy under it: %s", current.toString())
        .isEqualTo(current);
  }

  @Test
  void shouldReadWhatEveryReleasedSchemaWrote() {
    assertThat(ReleasedSchemas.all()).isNotEmpty();
    ReleasedSchemas.all()
        .forEach(
            (id, written) -> {
              Schema current = SpecificData.get().getSchema(SpecificData.get().getClass(written));
              var compatibility =
                  SchemaCompatibility.checkReaderWriterCompatibility(current, written);
              assertThat(compatibility.getType())
                  .as("%s under %d: %s", written.getName(), id, compatibility.getDescription())
                  .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            });
  }
}
