package homeroom.app.chaos;

/** Something was still on its way, and did not become less; what will come of it is not known. */
final class NotSettled extends Exception {

  NotSettled(String message) {
    super(message);
  }
}
