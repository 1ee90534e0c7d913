package homeroom.adapters.jdbc;

import homeroom.api.Value;
import homeroom.testkit.OutsideSystem;
import java.util.Map;

/** A database in which the records are rows of students. */
interface StudentTable extends OutsideSystem {

  @Override
  default Map<String, Value> payload(int number) {
    return Students.payload(number);
  }

  @Override
  default String keyField() {
    return "student_id";
  }

  @Override
  default String changeable() {
    return "given_name";
  }

  @Override
  default String alsoChangeable() {
    return "family_name";
  }

  @Override
  default String clearable() {
    return "nickname";
  }
}
