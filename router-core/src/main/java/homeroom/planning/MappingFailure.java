package homeroom.planning;

/** A mapping that does not give a value for this record; names the place in the configuration. */
public final class MappingFailure extends Exception {

  private final String code;
  private final String field;

  /**
   * @param code stable, for example {@code MAPPING_EXPRESSION}
   * @param field the field or column whose expression it was
   * @param message what was being done and why it did not work; holds no value of the record
   */
  public MappingFailure(String code, String field, String message) {
    super(message);
    this.code = code;
    this.field = field;
  }

  public String code() {
    return code;
  }

  public String field() {
    return field;
  }
}
