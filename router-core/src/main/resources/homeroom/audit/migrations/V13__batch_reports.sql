-- By what a batch was read, when it was made, and what became of it by entity and by cause.

alter table batches add column configuration text;
alter table batches add column event_schema integer;
alter table batches add column exported_at bigint;
alter table batches add column arrived_at bigint;
alter table batches add column events bigint;

create table batch_entities (
  system text not null,
  batch_id text not null,
  collection text not null,
  entity text not null,
  created bigint not null,
  changed bigint not null,
  unchanged bigint not null,
  deleted bigint not null,
  rejected bigint not null,
  rows_left bigint not null,
  primary key (system, batch_id, collection, entity)
);

create table batch_causes (
  system text not null,
  batch_id text not null,
  position integer not null,
  outcome text not null,
  collection text not null,
  entity text not null,
  code text not null,
  field text,
  number bigint not null,
  primary key (system, batch_id, position)
);
