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
    Taken taken = day.takeInExport();
    day.narrator()
        .say(
            "%s rows read, %s records new, %s rows rejected",
            Narrator.number(taken.rows()),
            Narrator.number(taken.events()),
            Narrator.number(taken.rejected()));
    Standing.read(day.hub())
        .consumers()
        .forEach(
            (system, consumer) ->
                day.narrator()
                    .say("%-10s holds %s records", system, Narrator.number(consumer.inStep())));
    day.narrator().say("from the file to all of them in step: %s", Narrator.seconds(taken.time()));
    day.report().figure("import_seconds", taken.time().toMillis() / 1000.0);
    day.check("nothing_rejected_on_import", taken.rejected() == 0);
  }
}
