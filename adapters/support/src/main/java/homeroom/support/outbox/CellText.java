package homeroom.support.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cells and columns as one text in the store. */
final class CellText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CellText() {}

  static String of(Object cells) {
    try {
      return JSON.writeValueAsString(cells);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts can be written", impossible);
    }
  }

  static Map<String, String> cells(String text) {
    return read(text, new TypeReference<LinkedHashMap<String, String>>() {});
  }

  static List<String> columns(String text) {
    return read(text, new TypeReference<List<String>>() {});
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("the outbox holds something that it did not write");
    }
  }
}
