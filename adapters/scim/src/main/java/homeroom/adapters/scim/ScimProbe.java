package homeroom.adapters.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.api.Probe;
import homeroom.support.http.Address;
import java.util.Optional;

/** Looks at the provider: one account is read, for what it says about itself needs no token. */
final class ScimProbe {

  private final ScimApi api;
  private final Writer writer;

  private final boolean bulk;

  ScimProbe(ScimApi api, Writer writer, boolean bulk) {
    this.api = api;
    this.bulk = bulk;
    this.writer = writer;
  }

  Probe look() {
    try {
      api.page(Address.of(ScimApi.USERS).with("count", "1").with("attributes", "id"));
      JsonNode config = api.providerConfig().orElseGet(MissingNode::getInstance);
      return misfit(config).map(Probe::failed).orElse(Probe.READY);
    } catch (AdapterFailure failure) {
      return Probe.failed(failure.failure());
    }
  }

  private Optional<Failure> misfit(JsonNode config) {
    boolean patchMissing = !config.path("patch").path("supported").asBoolean(true);
    if (bulk && BulkLimits.of(config).isEmpty()) {
      return Optional.of(
          Failure.of(
              Kind.CONFIGURATION,
              "SCIM_NO_BULK",
              "Looking at what the provider can do: it declares no bulk requests of more than one"
                  + " operation",
              "Write bulk: false."));
    }
    return switch (writer) {
      case PatchWriter _ when patchMissing ->
          Optional.of(
              Failure.of(
                  Kind.CONFIGURATION,
                  "SCIM_NO_PATCH",
                  "Looking at what the provider can do: it has no PATCH",
                  "Write updates: put."));
      case PatchWriter _ -> Optional.empty();
      case PutWriter _ -> Optional.empty();
    };
  }
}
