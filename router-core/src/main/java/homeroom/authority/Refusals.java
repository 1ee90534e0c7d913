package homeroom.authority;

import java.util.Map;

/**
 * What is done about values of systems that may not decide a field.
 *
 * @param otherwise for systems that are not named
 */
public record Refusals(Refusal otherwise, Map<String, Refusal> bySystem) {

  public static final Refusals REVERT = new Refusals(Refusal.REVERT, Map.of());

  public Refusals {
    bySystem = Map.copyOf(bySystem);
  }

  Refusal of(String system) {
    return bySystem.getOrDefault(system, otherwise);
  }
}
