-- One set of statements for SQLite and PostgreSQL. Placeholders: ${number} is the type of a 64-bit
-- primary key, ${clustered} keeps a table inside its primary key where the database can.
-- Times are microseconds since 1970-01-01T00:00Z. A record is known by its number in subjects, where
-- its pseudonym and, until it is forgotten, its natural key stand. Numbers are given in the order in
-- which records are first seen, so that an import appends to every index instead of writing all over.

create table store_properties (
  name text not null primary key,
  value text not null
);

create table log_offsets (
  topic text not null,
  partition_number integer not null,
  next_offset bigint not null,
  primary key (topic, partition_number)
);

create table subjects (
  id ${number} not null primary key,
  record text not null unique,
  entity text not null,
  natural_key text
);

create table movements (
  seq ${number} not null primary key,
  movement_id text not null,
  subject bigint not null,
  entity text not null,
  outcome text not null,
  system text not null,
  cause text not null,
  delivery text,
  version bigint not null,
  fields text,
  sent text,
  effect text,
  code text,
  detail text,
  batch text,
  attempts integer not null,
  at bigint not null,
  configuration text not null
);
create index movements_by_record on movements (subject, at);
create index movements_by_time on movements (at);
create index movements_by_outcome on movements (outcome, at);
create index movements_by_system on movements (system, at);

create table holdings (
  subject bigint not null,
  system text not null,
  entity text not null,
  state text not null,
  delivery text,
  version bigint not null,
  since bigint not null,
  due bigint,
  reason text,
  waits_for text,
  code text,
  detail text,
  effect text,
  created_at bigint,
  first_at bigint,
  primary key (subject, system)
) ${clustered};
create index holdings_out_of_step on holdings (system, due) where due is not null;

create table holding_counts (
  system text not null,
  entity text not null,
  state text not null,
  records bigint not null,
  primary key (system, entity, state)
);

create table golden (
  subject ${number} not null primary key,
  entity text not null,
  version bigint not null,
  present integer not null,
  content text not null,
  configuration text not null,
  written_at bigint not null
);
create index golden_by_entity on golden (entity, subject);

create table conflicts (
  conflict_id text not null primary key,
  subject bigint not null,
  entity text not null,
  field text not null,
  held_system text not null,
  arrived_system text not null,
  sides text not null,
  rivals text not null,
  rule text not null,
  configuration text not null,
  winner text not null,
  action text not null,
  decided_at bigint not null
);
create index conflicts_by_time on conflicts (decided_at);
create index conflicts_by_record on conflicts (subject, decided_at);

create table batches (
  system text not null,
  batch_id text not null,
  origin text not null,
  status text not null,
  started_at bigint not null,
  ended_at bigint,
  code text,
  message text,
  remedy text,
  primary key (system, batch_id)
);
create index batches_by_time on batches (started_at);

create table batch_collections (
  system text not null,
  batch_id text not null,
  collection text not null,
  rows_read bigint not null,
  created bigint not null,
  changed bigint not null,
  unchanged bigint not null,
  deleted bigint not null,
  rejected bigint not null,
  skipped bigint not null,
  primary key (system, batch_id, collection)
);

create table quarantine (
  quarantine_id text not null primary key,
  system text not null,
  batch text,
  place text not null,
  subject bigint,
  column_name text,
  code text not null,
  message text not null,
  remedy text not null,
  at bigint not null
);
create index quarantine_by_time on quarantine (at);

create table alerts (
  alert_id text not null primary key,
  name text not null,
  channel text not null,
  about text not null,
  entity text not null,
  fields text not null,
  systems text not null,
  reason text not null,
  status text not null,
  occurrences bigint not null,
  first_at bigint not null,
  last_at bigint not null,
  examples text not null,
  opened_at bigint not null,
  due_at bigint not null,
  attempts integer not null,
  next_attempt_at bigint,
  ended_at bigint,
  code text,
  message text,
  remedy text
);
create index alerts_by_time on alerts (opened_at);
