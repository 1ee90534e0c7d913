package homeroom.config;

import homeroom.authority.FieldType;
import homeroom.config.mapping.Blank;
import homeroom.config.mapping.Expression;
import homeroom.config.mapping.Extract;
import homeroom.config.mapping.SourceField;
import homeroom.config.yaml.Located;
import homeroom.config.yaml.Place;
import homeroom.config.yaml.Problems;
import java.util.Optional;

/** Whether what a mapping gives can stand in a field of a type. */
record FieldFit(ValueConfig value, FieldType type, Problems problems) {

  void check(Extract extract) {
    switch (extract) {
      case Extract.Column c -> {}
      case Extract.Computed(var expression) -> checkResult(expression.result());
      case Extract.Constant(var constant) -> {
        if (!SourceField.fits(constant, type)) {
          tell(value.place(), "the value is no " + written());
        }
      }
    }
    value.blank().ifPresent(this::checkBlank);
    value.format().ifPresent(this::checkFormat);
  }

  private void checkResult(Expression.Result result) {
    boolean fits =
        switch (result) {
          case TEXT, OPEN -> true;
          case FLAG -> type == FieldType.FLAG;
          case WHOLE ->
              type == FieldType.WHOLE || type == FieldType.DECIMAL || type == FieldType.TEXT;
          case DECIMAL -> type == FieldType.DECIMAL;
          case MOMENT -> type == FieldType.MOMENT || type == FieldType.DAY;
          case ITEMS -> type == FieldType.ITEMS;
          case NONE -> false;
        };
    if (!fits && value.table().isEmpty()) {
      tell(value.place(), "the expression gives no " + written());
    }
  }

  private void checkBlank(Located<Blank> blank) {
    if (blank.value() == Blank.EMPTY && type != FieldType.TEXT) {
      tell(blank.place(), "only a string can be empty, this field is of type " + written());
    }
  }

  private void checkFormat(Located<String> format) {
    if (type != FieldType.DAY && type != FieldType.MOMENT) {
      tell(format.place(), "only a date or datetime has a format");
    } else {
      checkPattern(format, problems);
    }
  }

  static void checkPattern(Located<String> format, Problems problems) {
    if (!SourceField.isPattern(format.value())) {
      problems.error(format.place(), "this is no way to write a date", "Write it like M/d/yyyy");
    }
  }

  static boolean isPattern(Optional<Located<String>> format) {
    return format.isEmpty() || SourceField.isPattern(format.get().value());
  }

  private void tell(Place place, String message) {
    problems.error(place, message, "Change the mapping, or the field's type in its entity");
  }

  private String written() {
    return FieldConfig.TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
