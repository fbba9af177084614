-- Adds a weight to a member and tells where it stands; a script for the tests alone.
-- KEYS[1] sorted set  KEYS[2] counter of calls
-- ARGV[1] member  ARGV[2] weight
-- Returns {rank, calls}, or -1 when the weight is not above zero.
-- Invariant: the counter grows by one for each weight that was added.
if tonumber(ARGV[2]) <= 0 then
  return -1
end
redis.call('ZINCRBY', KEYS[1], ARGV[2], ARGV[1])
return { redis.call('ZRANK', KEYS[1], ARGV[1]), redis.call('INCR', KEYS[2]) }
