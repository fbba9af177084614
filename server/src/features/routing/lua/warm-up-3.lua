-- Has somebody who signs in, and was not there, given no more than so many items for a while.
-- KEYS  1 generation  2 leases  3 warm-ups
-- ARGV  1 expected generation  2 now (ms)  3 agent id  4 until when (ms)  5 how many items
-- Returns 1 begun  0 the agent is there already  -1 not ready
-- Invariant  whoever has worked all along is not held back
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

if tonumber(redis.call('ZSCORE', KEYS[2], ARGV[3]) or 0) > tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[3], ARGV[3], ARGV[4] .. '|' .. ARGV[5])
return 1
