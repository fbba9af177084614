-- Reads one item.
-- KEYS  1 generation  2 items
-- ARGV  1 expected generation  2 item id
-- Returns its record (JSON) or ''  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
return redis.call('HGET', KEYS[2], ARGV[2]) or ''
