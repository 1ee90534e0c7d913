package homeroom.app.cases;

import homeroom.config.yaml.Place;
import java.util.List;

/**
 * Something that did not follow as expected.
 *
 * @param place of the expectation, or of the step that could not happen
 * @param message what was expected and what there is
 * @param why what led there, a line for each
 */
record Failure(Place place, String message, List<String> why) {
  Failure {
    why = List.copyOf(why);
  }
}
