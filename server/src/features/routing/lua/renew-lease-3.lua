-- Extends the lease of an agent who has a socket.
-- KEYS  1 generation  2 agents  3 leases
-- ARGV  1 expected generation  2 now (ms)  3 agent id  4 when it expires (ms)
-- Returns 1 the agent was absent until now  0 renewed  -1 not ready  -3 unknown agent
-- Invariant  a lease is valid while its score is later than now; an expired one stays as the time of leaving
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
if redis.call('HEXISTS', KEYS[2], ARGV[3]) == 0 then return -3 end

local before = tonumber(redis.call('ZSCORE', KEYS[3], ARGV[3]) or 0)
redis.call('ZADD', KEYS[3], 'GT', ARGV[4], ARGV[3])
return before <= tonumber(ARGV[2]) and 1 or 0
