package homeroom.app.demo;

import java.io.IOException;

/** The SIS's export arrives, and every consumer is brought up to date. */
final class FirstExport implements Scene {

  @Override
  public String title() {
    return "The SIS's export arrives";
  }

  @Override
  public void play(Day day) throws IOException, DemoFailure {
    Taken taken = day.takeInWhatCanBe();
    day.narrator()
        .say(
            "%s rows read, %s records new, %s rows rejected, %s of no record that the hub keeps",
            Narrator.number(taken.rows()),
            Narrator.number(taken.events()),
            Narrator.number(taken.rejected()),
            Narrator.number(taken.skipped()));
    Standing.read(day.hub())
        .consumers()
        .forEach(
            (system, consumer) ->
                day.narrator()
                    .say("%-10s holds %s records", system, Narrator.number(consumer.inStep())));
    day.narrator().say("from the file to all of them in step: %s", Narrator.seconds(taken.time()));
    day.report().figure("import_seconds", taken.time().toMillis() / 1000.0);
    day.check("every_row_is_accounted_for", taken.isAccountedFor());
  }
}
