-- Where in its topic a row's message lies, so that a store that has read further than the log reaches
-- can be brought back to where that ends.

alter table movements add column log_partition integer;
alter table movements add column log_offset bigint;
alter table golden add column log_partition integer;
alter table golden add column log_offset bigint;
alter table record_keys add column log_partition integer;
alter table record_keys add column log_offset bigint;
alter table conflicts add column log_partition integer;
alter table conflicts add column log_offset bigint;
alter table batches add column log_partition integer;
alter table batches add column log_offset bigint;
alter table quarantine add column log_partition integer;
alter table quarantine add column log_offset bigint;
alter table alerts add column log_partition integer;
alter table alerts add column log_offset bigint;
