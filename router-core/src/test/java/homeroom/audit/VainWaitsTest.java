package homeroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.audit.VainWaits.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VainWaitsTest {

  private static final Standing COMES = new Standing.Comes();
  private static final Standing STAYS = new Standing.Stays();

  private final Map<String, Standing> standing = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final VainWaits waits =
      new VainWaits(
          names -> {
            asked.addAll(names);
            Map<String, Standing> found = new HashMap<>(standing);
            found.keySet().retainAll(names);
            return found;
          });

  private boolean isVain(String... waitsFor) {
    waits.learn(List.of(List.of(waitsFor)));
    return waits.isVain(List.of(waitsFor));
  }

  private static Standing waitsFor(String... names) {
    return new Standing.Waits(List.of(names));
  }

  @Test
  void shouldWaitForWhatComes() {
    standing.put("org~1", COMES);
    assertThat(isVain("org~1")).isFalse();
    assertThat(isVain("after:idp", "children:class", "boundary:sis")).isFalse();
  }

  @Test
  void shouldWaitInVainForWhatNobodyToldOrWhatStays() {
    standing.put("org~1", STAYS);
    standing.put("term~1", COMES);
    assertThat(isVain("org~1")).isTrue();
    assertThat(isVain("org~2")).isTrue();
    assertThat(isVain("term~1", "org~2")).isTrue();
  }

  @Test
  void shouldFollowWhatWaitsItself() {
    standing.put("class~1", waitsFor("course~1", "term~1"));
    standing.put("course~1", waitsFor("org~1"));
    standing.put("class~2", waitsFor("course~2"));
    standing.put("course~2", waitsFor("after:idp"));
    standing.put("term~1", COMES);
    assertThat(isVain("class~1")).isTrue();
    assertThat(isVain("class~2")).isFalse();
  }

  @Test
  void shouldEndWhereTwoWaitForEachOther() {
    standing.put("org~1", waitsFor("org~2"));
    standing.put("org~2", waitsFor("org~1"));
    assertThat(isVain("org~1")).isFalse();
  }

  @Test
  void shouldAskForEachRecordOnce() {
    standing.put("class~1", waitsFor("org~1"));
    isVain("class~1");
    isVain("class~1", "org~1");
    assertThat(asked).containsExactly("class~1", "org~1");
  }
}
