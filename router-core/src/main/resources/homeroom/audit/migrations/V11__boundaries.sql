-- Up to when the data of each source is complete, and which parts of the router have decided all of
-- that: a row for each partition. It counts once there are as many as partitions says. What was due
-- by logged_at was caused before it.

create table boundaries (
  boundary_id text not null,
  partition_number integer not null,
  system text not null,
  batch_id text,
  partitions integer not null,
  complete_at bigint not null,
  exported_at bigint,
  arrived_at bigint not null,
  logged_at bigint not null,
  decided_at bigint not null,
  log_partition integer not null,
  log_offset bigint not null,
  primary key (boundary_id, partition_number)
);
create index boundaries_by_system on boundaries (system, logged_at);

-- Since when something else has been due behind a delivery that is under way.
alter table holdings add column owed bigint;
