package homeroom.config.mapping;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelFunctionBinding;
import java.time.DateTimeException;
import java.util.List;

/**
 * The functions that Homeroom adds to CEL.
 *
 * <ul>
 *   <li>{@code orElse(x, y)}: x, or y if x is null
 *   <li>{@code part(text, separator, i)}: the i-th part of a text, counted from 0; null if there
 *       are not so many
 *   <li>{@code date(text)}: the day in {@code 2026-08-15} or at the head of a time
 *   <li>{@code date(text, pattern)}: the day in a text such as {@code 8/15/2026}, written {@code
 *       M/d/yyyy}
 * </ul>
 */
final class Functions {

  private static final CelType ANY = TypeParamType.create("A");
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType TEXT_OR_NULL = NullableType.create(SimpleType.STRING);

  static final List<CelFunctionDecl> DECLARATIONS =
      List.of(
          CelFunctionDecl.newFunctionDeclaration(
              "orElse", CelOverloadDecl.newGlobalOverload("homeroom_or_else", ANY, ANY, ANY)),
          CelFunctionDecl.newFunctionDeclaration(
              "part",
              CelOverloadDecl.newGlobalOverload(
                  "homeroom_part", TEXT_OR_NULL, TEXT, TEXT, SimpleType.INT)),
          CelFunctionDecl.newFunctionDeclaration(
              "date",
              CelOverloadDecl.newGlobalOverload("homeroom_date", TEXT, TEXT),
              CelOverloadDecl.newGlobalOverload("homeroom_date_pattern", TEXT, TEXT, TEXT)));

  static final List<CelFunctionBinding> BINDINGS =
      List.of(
          CelFunctionBinding.from(
              "homeroom_or_else",
              Object.class,
              Object.class,
              (value, otherwise) -> CelValues.isNull(value) ? otherwise : value),
          CelFunctionBinding.from(
              "homeroom_part",
              List.<Class<?>>of(String.class, String.class, Long.class),
              arguments -> part((String) arguments[0], (String) arguments[1], (Long) arguments[2])),
          CelFunctionBinding.from("homeroom_date", String.class, text -> date(text, Days.ISO)),
          CelFunctionBinding.from(
              "homeroom_date_pattern",
              String.class,
              String.class,
              (text, pattern) -> date(text, Days.of(pattern))));

  /** For hints; CEL's own and those of its string extension that people use most. */
  static final List<String> NAMES =
      List.of(
          "orElse",
          "part",
          "date",
          "lowerAscii",
          "upperAscii",
          "trim",
          "split",
          "join",
          "replace",
          "substring",
          "indexOf",
          "lastIndexOf",
          "charAt",
          "reverse",
          "startsWith",
          "endsWith",
          "contains",
          "matches",
          "size",
          "string",
          "int",
          "double",
          "bool",
          "timestamp",
          "duration",
          "has",
          "map",
          "filter",
          "all",
          "exists");

  private Functions() {}

  private static Object part(String text, String separator, long index) {
    int from = 0;
    for (long i = 0; i < index && from >= 0; i++) {
      int at = separator.isEmpty() ? -1 : text.indexOf(separator, from);
      from = at < 0 ? -1 : at + separator.length();
    }
    if (from < 0 || index < 0) {
      return NullValue.NULL_VALUE;
    }
    int end = separator.isEmpty() ? -1 : text.indexOf(separator, from);
    return end < 0 ? text.substring(from) : text.substring(from, end);
  }

  private static String date(String text, Days days) {
    return days.read(text)
        .orElseThrow(() -> new DateTimeException("the text is no day in this form"))
        .toString();
  }
}
