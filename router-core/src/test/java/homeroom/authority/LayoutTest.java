package homeroom.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static List<FieldState> fields(String... names) {
    List<FieldState> fields = new ArrayList<>();
    for (String name : names) {
      fields.add(new FieldState(name, List.of()));
    }
    return fields;
  }

  @Test
  void shouldBeTheSameForRecordsWithTheSameFieldsInTheSameOrder() {
    Layout layout = Layout.of(fields("email", "grade"));

    assertThat(Layout.of(fields("email", "grade"))).isSameAs(layout);
    assertThat(Layout.ofNames(List.of("email", "grade"))).isSameAs(layout);
    assertThat(Layout.of(fields("grade", "email"))).isNotSameAs(layout);
    assertThat(layout.of("grade")).isEqualTo(1);
    assertThat(layout.of("phone")).isEqualTo(-1);
    assertThat(layout.those(List.of("grade", "phone"))).isEqualTo(FieldSet.NONE.with(1));
  }

  @Test
  void shouldMakeOnceWhatBelongsToALayout() {
    List<Layout> made = new ArrayList<>();
    PerLayout<Integer> sizes =
        new PerLayout<>(
            layout -> {
              made.add(layout);
              return layout.size();
            });
    Layout one = Layout.of(fields("email"));
    Layout two = Layout.of(fields("email", "grade"));

    IntStream.range(0, 3)
        .forEach(
            again -> {
              assertThat(sizes.of(one)).isEqualTo(1);
              assertThat(sizes.of(two)).isEqualTo(2);
            });
    assertThat(made).doesNotHaveDuplicates();
  }

  @Test
  void shouldAnswerForMoreLayoutsThanItKeeps() {
    PerLayout<Integer> sizes = new PerLayout<>(Layout::size);

    for (int size = 0; size < 40; size++) {
      String[] names = IntStream.range(0, size).mapToObj(i -> "f" + i).toArray(String[]::new);
      assertThat(sizes.of(Layout.of(fields(names)))).isEqualTo(size);
    }
  }
}
