package homeroom.audit;

import homeroom.api.Failure;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jdbi.v3.core.JdbiException;

/** Says what stands in the way of who writes into the store by the type of what was thrown. */
final class IndexerFailures {

  private IndexerFailures() {}

  static Failure of(Exception e) {
    return switch (e) {
      case StoreFailure known -> known.failure();
      case SQLException database -> database(database);
      case JdbiException wrapped when wrapped.getCause() instanceof SQLException database ->
          database(database);
      case AuthenticationException _ -> credential();
      case AuthorizationException _ -> credential();
      case KafkaException broker ->
          Failure.of(
              Failure.Kind.TRANSIENT,
              "LOG_UNREACHABLE",
              "Reading the log into the query store: the brokers do not answer ("
                  + broker.getClass().getSimpleName()
                  + ").",
              "Nothing is lost; reading goes on when they are back. Look at the brokers.");
      case Exception other ->
          Failure.of(
              Failure.Kind.DEFECT,
              "INDEXER_DEFECT",
              "Reading the log into the query store: unexpected "
                  + other.getClass().getName()
                  + ".",
              "Nothing is lost; look-ups are behind. Report the code and the log.");
    };
  }

  static StoreFailure missing(String topic) {
    return new StoreFailure(
        Failure.of(
            Failure.Kind.TRANSIENT,
            "TOPIC_MISSING",
            "Reading the log into the query store: there is no topic " + topic + " yet.",
            "The hub creates its topics when it starts; if this stays, look at what the hub says"
                + " about its brokers."));
  }

  private static Failure credential() {
    return Failure.of(
        Failure.Kind.CREDENTIAL,
        "LOG_NOT_ALLOWED",
        "Reading the log into the query store: the brokers refuse the hub's credentials.",
        "Give the hub read rights on the tenant's topics.");
  }

  private static Failure database(SQLException database) {
    return Failure.of(
        Failure.Kind.TRANSIENT,
        "QUERY_STORE_UNAVAILABLE",
        "Writing into the query store: its database refuses (state "
            + database.getSQLState()
            + ", code "
            + database.getErrorCode()
            + ").",
        "Nothing is lost; writing goes on when the database is back. Check that it runs and that"
            + " its disk is not full.");
  }
}
