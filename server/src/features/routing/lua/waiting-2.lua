-- Reads the names of the queues in which somebody waits.
-- KEYS  1 generation  2 waiting queues
-- ARGV  1 expected generation
-- Returns the names  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
return redis.call('SMEMBERS', KEYS[2])
