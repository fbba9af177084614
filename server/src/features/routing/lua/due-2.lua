-- Reads what is due: rules of queues that open or close, or offers that nobody answered.
-- KEYS  1 generation  2 when each is due
-- ARGV  1 expected generation  2 now (ms), or +inf for all  3 how many at most
-- Returns the members  -1 not ready
-- Invariant  changes nothing: what is done about it ends or moves it, so whoever dies before that leaves it due
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
return redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[2], 'LIMIT', 0, ARGV[3])
