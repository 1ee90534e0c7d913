-- What waits is told apart by what it waits for, which very many records may have in common, so it
-- stands in an index of its own, in that order. The other index holds what is due and waits for
-- nothing.

drop index holdings_out_of_step;
create index holdings_out_of_step on holdings (system, due)
  where due is not null and waits_for is null;
create index holdings_waiting on holdings (system, waits_for, due, subject, first_at)
  where due is not null and waits_for is not null;

-- What was deleted before it got anywhere is owed to nobody; few records are, and whether one is
-- shall not take reading what is true of it.
create index golden_gone on golden (subject) where present = 0;
