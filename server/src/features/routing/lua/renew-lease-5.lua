-- Extends the lease of an agent who has a socket.
-- KEYS  1 generation  2 agents  3 leases  4 beats  5 stirred
-- ARGV  1 expected generation  2 now (ms)  3 agent id  4 when it expires (ms)  5 the process with the socket
-- Returns 1 the agent was absent until now, or a process whose clock is ahead took them for it  0 renewed  -1 not ready
--       -3 unknown agent
-- Invariant  a lease is valid while its score is later than now; an expired one stays as the time of leaving
--       it lasts as long as the longest of what the processes said
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end
local now, id = tonumber(ARGV[2]), ARGV[3]
local record = redis.call('HGET', KEYS[2], id)
if not record then return -3 end

local stored = redis.call('HGET', KEYS[4], id)
local beats = { [ARGV[5]] = tonumber(ARGV[4]) }
for process, till in pairs(stored and cjson.decode(stored) or {}) do
  -- Of a process that died, nothing is kept for longer than its last beat counts.
  if process ~= ARGV[5] and till > now then beats[process] = till end
end
redis.call('HSET', KEYS[4], id, cjson.encode(beats))

local before = tonumber(redis.call('ZSCORE', KEYS[3], id) or 0)
redis.call('ZADD', KEYS[3], 'GT', ARGV[4], id)
-- Who is online and was there when they were looked at last is looked at again when that ends.
local wasThere = string.sub(record, 1, 7) ~= 'online|' or redis.call('ZSCORE', KEYS[5], id)
if before > now and wasThere then return 0 end
redis.call('ZADD', KEYS[5], 0, id)
return 1
