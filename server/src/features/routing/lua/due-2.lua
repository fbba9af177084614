-- Reads which rules have to be written anew: a queue opens or closes.
-- KEYS  1 generation  2 due
-- ARGV  1 expected generation  2 now (ms)  3 how many at most
-- Returns inboxes and teams  -1 not ready
-- Invariant  changes nothing: writing the rule sets the next time, so whoever dies before that leaves it due
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
return redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])
