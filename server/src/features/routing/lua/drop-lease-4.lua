-- Ends what a process said of an agent whose last socket there is gone, and the lease where no other has one.
-- KEYS  1 generation  2 leases  3 beats  4 stirred
-- ARGV  1 expected generation  2 now (ms)  3 agent id  4 the process
-- Returns 1  -1 not ready
-- Invariant  a lease that has expired before keeps its time, and a socket elsewhere keeps the lease
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local now, id = tonumber(ARGV[2]), ARGV[3]
local stored = redis.call('HGET', KEYS[3], id)
local beats, ends = {}, now
for process, till in pairs(stored and cjson.decode(stored) or {}) do
  if process ~= ARGV[4] and till > now then
    beats[process] = till
    ends = math.max(ends, till)
  end
end
if next(beats) then redis.call('HSET', KEYS[3], id, cjson.encode(beats)) else redis.call('HDEL', KEYS[3], id) end
redis.call('ZADD', KEYS[2], 'XX', 'LT', string.format('%.0f', ends), id)
redis.call('ZADD', KEYS[4], 0, id)
return 1
