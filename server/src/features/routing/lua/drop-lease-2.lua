-- Ends the lease of an agent whose last socket is gone; the time of leaving stays.
-- KEYS  1 generation  2 leases
-- ARGV  1 expected generation  2 now (ms)  3 agent id
-- Returns 1  -1 not ready
-- Invariant  a lease that has expired before keeps its time
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
redis.call('ZADD', KEYS[2], 'XX', 'LT', ARGV[2], ARGV[3])
return 1
