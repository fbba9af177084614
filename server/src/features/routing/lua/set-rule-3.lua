-- Stores how the queues of one inbox and team are run, and when that has to be written anew.
-- KEYS  1 generation  2 rules  3 due
-- ARGV  1 expected generation  2 inbox and team  3 revision  4 the rule  5 when it is due (ms), or ''
-- Returns 1  0 a newer one is stored  -1 not ready
-- Invariant  an older revision never replaces a newer one
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local known = string.match(redis.call('HGET', KEYS[2], ARGV[2]) or '', '^%d+')
if known and tonumber(known) > tonumber(ARGV[3]) then return 0 end
redis.call('HSET', KEYS[2], ARGV[2], ARGV[4])
if ARGV[5] == '' then redis.call('ZREM', KEYS[3], ARGV[2]) else redis.call('ZADD', KEYS[3], ARGV[5], ARGV[2]) end
return 1
