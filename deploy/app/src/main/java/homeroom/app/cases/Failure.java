package homeroom.app.cases;

import homeroom.config.yaml.Place;
import java.util.List;

/**
 * Something that did not follow as expected.
 *
 * @param place of the expectation, or of the step that could not happen
 * @param expected what was expected
 * @param happened what there is instead
 * @param why what led there, a line for each step
 */
record Failure(Place place, String expected, String happened, List<String> why) {
  Failure {
    why = List.copyOf(why);
  }
}
