package homeroom.app.demo;

import java.io.IOException;

/** A part of the day. */
interface Scene {

  String title();

  void play(Day day) throws IOException, DemoFailure;
}
