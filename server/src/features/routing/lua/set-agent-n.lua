-- Stores an agent and keeps the teams' member sets in step; or removes the agent.
-- KEYS  1 generation  2 agents  3 leases  4 last assigned  5 beats  6 warm-ups  7 stirred  8... the member set of every team the agent is or was in
-- ARGV  1 expected generation  2 agent id  3 the record that the caller read, or ''  4 the new record, or ''
--       5 last assigned (ms), or ''  6 last seen (ms), or ''  7... for each team key: 1 member, 0 not
-- Returns 1 changed  0 as it was  -1 not ready  -2 the record is another by now: read it, and call again
-- Invariant  an agent is in the member sets of exactly the teams of its record
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local id, record = ARGV[2], ARGV[4]
local stored = redis.call('HGET', KEYS[2], id) or ''
if stored ~= ARGV[3] then return -2 end

for i = 8, #KEYS do
  redis.call(ARGV[i - 1] == '1' and 'SADD' or 'SREM', KEYS[i], id)
end
if record == '' then
  redis.call('HDEL', KEYS[2], id)
  redis.call('ZREM', KEYS[3], id)
  redis.call('HDEL', KEYS[5], id)
  redis.call('HDEL', KEYS[6], id)
else
  redis.call('HSET', KEYS[2], id, record)
end
if ARGV[5] ~= '' and tonumber(ARGV[5]) > tonumber(redis.call('HGET', KEYS[4], id) or 0) then
  redis.call('HSET', KEYS[4], id, ARGV[5])
end
redis.call('ZADD', KEYS[7], 0, id)
-- Presence that an empty Redis has forgotten: away since then, so that the grace is given. A known lease says more.
if ARGV[6] ~= '' then redis.call('ZADD', KEYS[3], 'NX', ARGV[6], id) end
return stored ~= record and 1 or 0
