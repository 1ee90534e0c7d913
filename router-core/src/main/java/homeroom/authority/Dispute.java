package homeroom.authority;

import homeroom.api.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A field whose truth stays as it is until a person decides, or until nobody did in time. The other
 * fields of the record go on; each side keeps its own value meanwhile.
 *
 * @param id the conflict's id
 * @param due when it is decided without a person
 * @param base what both sides last agreed on, as of baseVersion
 * @param rivals the systems whose changes were accepted since
 * @param rule under which it was held
 * @param claims what systems say against the truth, one for each, oldest first
 */
public record Dispute(
    String id,
    Reason reason,
    Instant due,
    Value base,
    long baseVersion,
    List<String> rivals,
    String rule,
    List<Claim> claims) {

  /** Why the field is held. */
  public enum Reason {
    /** It changed on both sides, and people want to decide that. */
    CONFLICT,
    /** It keeps turning from one value to another and back. */
    TURNING
  }

  /** What one system says against the truth. */
  public record Claim(String system, Value value, String eventId, Instant occurredAt) {}

  public Dispute {
    rivals = List.copyOf(rivals);
    claims = List.copyOf(claims);
  }

  /** What a system claims. */
  public Optional<Claim> claim(String system) {
    return claims.stream().filter(claim -> claim.system().equals(system)).findFirst();
  }

  /** With what a system says now in place of what it said before. */
  Dispute with(Claim claim) {
    List<Claim> more = new ArrayList<>(without(claim.system()).claims());
    more.add(claim);
    return new Dispute(id, reason, due, base, baseVersion, rivals, rule, more);
  }

  /** Without what a system said. */
  Dispute without(String system) {
    List<Claim> fewer = claims.stream().filter(claim -> !claim.system().equals(system)).toList();
    return new Dispute(id, reason, due, base, baseVersion, rivals, rule, fewer);
  }
}
