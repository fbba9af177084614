-- Kept for what the guard against secrets stores; nothing yet.
select 1;
