package homeroom.adapters.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import homeroom.api.AdapterContext;
import homeroom.api.AdapterFactory;
import homeroom.api.ConsumerAdapter;
import homeroom.api.Option;
import homeroom.api.Option.Type;
import homeroom.api.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes adapters for SQL warehouses. */
public final class JdbcAdapterFactory implements AdapterFactory {

  private final Consumer<HikariDataSource> onPool;

  public JdbcAdapterFactory() {
    this(_ -> {});
  }

  /**
   * @param onPool is given every pool before it is used
   */
  JdbcAdapterFactory(Consumer<HikariDataSource> onPool) {
    this.onPool = onPool;
  }

  @Override
  public String name() {
    return "jdbc";
  }

  @Override
  public String title() {
    return "Tables of a SQL warehouse: SQLite or PostgreSQL";
  }

  @Override
  public Optional<List<Option>> consumerOptions() {
    return Optional.of(
        List.of(
            Option.required(
                "url",
                Type.TEXT,
                "The JDBC URL: jdbc:sqlite:/path/warehouse.db or jdbc:postgresql://host/database."),
            Option.optional("user", Type.TEXT, "Who logs in; not for SQLite."),
            Option.optional("credentials", Type.SECRET, "The user's password."),
            Option.choice(
                "tables",
                List.of("create", "exist"),
                "create",
                "Whether missing tables and columns are made, or must be there."),
            Option.withDefault(
                "batch", Type.WHOLE, "500", "How many rows are written in one transaction."),
            Option.choice(
                "deletes",
                List.of("mark", "remove"),
                "mark",
                "Whether a deleted record's row gets a homeroom_deleted_at, or goes.")));
  }

  @Override
  public ConsumerAdapter consumer(Settings settings, AdapterContext context) {
    Dialect dialect = Dialect.of(settings.text("url"));
    boolean marks = settings.text("deletes").equals("mark");
    boolean creates = settings.text("tables").equals("create");
    HikariDataSource pool = Pool.of(settings, dialect);
    onPool.accept(pool);
    Warehouse warehouse = new Warehouse(pool, dialect);
    Tables tables = new Tables(warehouse, creates, marks);
    Tables histories = new Tables(warehouse, creates, false);
    return new JdbcConsumer(
        warehouse,
        new JdbcConsumer.Way(tables, new RowWriter(warehouse, context.clock(), marks)),
        new JdbcConsumer.Way(histories, new RowWriter(warehouse, context.clock(), false)),
        context.collections(),
        context.histories(),
        Math.toIntExact(settings.whole("batch")));
  }
}
