package homeroom.support.contract;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.contract.FileContract;
import homeroom.api.contract.FileContract.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No way to change a header makes it that of a version that it is not. */
final class MatchPropertiesTest {

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g");

  @Provide
  Arbitrary<List<String>> headers() {
    return Arbitraries.of(NAMES).list().uniqueElements().ofMinSize(1);
  }

  /** As validate lets them stand beside each other: none competes with another. */
  @Provide
  Arbitrary<List<FileContract>> versions() {
    return Combinators.combine(headers(), Arbitraries.of(true, false), Arbitraries.of(true, false))
        .as(
            (columns, strict, others) ->
                Versions.version(
                    "v", new Form.Delimited(Optional.empty(), strict, others), columns))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(MatchPropertiesTest::together);
  }

  private static List<FileContract> together(List<FileContract> all) {
    List<FileContract> kept = new ArrayList<>();
    for (FileContract one : all) {
      if (kept.stream().noneMatch(it -> Versions.rule(it).competesWith(Versions.rule(one)))) {
        kept.add(one);
      }
    }
    return kept;
  }

  @Property(tries = 2_000)
  void shouldNeverFindMoreThanOneVersion(
      @ForAll("headers") List<String> header, @ForAll("versions") List<FileContract> versions) {
    assertThat(Versions.match(header, versions)).isNotInstanceOf(Match.Several.class);
  }

  @Property(tries = 2_000)
  void shouldFindOnlyAVersionWhoseColumnsAreAllThere(
      @ForAll("headers") List<String> header, @ForAll("versions") List<FileContract> versions) {
    if (Versions.match(header, versions) instanceof Match.One(var found)) {
      Form.Delimited form = (Form.Delimited) found.form();
      assertThat(header).containsAll(found.columnNames());
      if (form.strictOrder()) {
        assertThat(header).containsSubsequence(found.columnNames());
      }
      if (!form.ignoresOthers()) {
        assertThat(new HashSet<>(header)).isEqualTo(new HashSet<>(found.columnNames()));
      }
    }
  }

  @Property(tries = 2_000)
  void shouldNotTakeAChangedHeaderForTheVersionItWas(
      @ForAll("headers") List<String> columns, @ForAll Change change, @ForAll long seed) {
    FileContract version = Versions.strict("v", columns.toArray(String[]::new));
    List<String> changed = change.of(columns, new Random(seed));

    Match match = Versions.match(changed, List.of(version));

    if (changed.equals(columns)) {
      assertThat(match).isEqualTo(new Match.One(version));
    } else {
      assertThat(match).isInstanceOf(Match.None.class);
      assertThat(((Match.None) match).difference().size()).isPositive();
    }
  }

  /** What a vendor may do to a header. */
  enum Change {
    REORDER {
      @Override
      void apply(List<String> header, Random random) {
        Collections.shuffle(header, random);
      }
    },
    RENAME {
      @Override
      void apply(List<String> header, Random random) {
        header.set(random.nextInt(header.size()), "renamed");
      }
    },
    DROP {
      @Override
      void apply(List<String> header, Random random) {
        header.remove(random.nextInt(header.size()));
      }
    },
    ADD {
      @Override
      void apply(List<String> header, Random random) {
        header.add(random.nextInt(header.size() + 1), "added");
      }
    };

    abstract void apply(List<String> header, Random random);

    List<String> of(List<String> columns, Random random) {
      List<String> header = new ArrayList<>(columns);
      apply(header, random);
      return header;
    }
  }
}
