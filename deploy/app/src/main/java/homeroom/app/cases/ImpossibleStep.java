package homeroom.app.cases;

/** A step of a case that cannot happen as things stand when it is its turn. */
final class ImpossibleStep extends Exception {

  private final transient Step step;

  ImpossibleStep(Step step, String why) {
    super(why);
    this.step = step;
  }

  Step step() {
    return step;
  }
}
