-- Stores an agent and keeps the teams' members in step; or removes the agent.
-- KEYS  1 generation  2 agents  3 leases  4 last assigned  5 beats  6 warm-ups  7 stirred  8 members of teams
-- ARGV  1 expected generation  2 agent id  3 the record, or ''  4 last assigned (ms), or ''  5 last seen (ms), or ''
-- Returns 1 changed  0 as it was  -1 not ready
-- Invariant  an agent is a member of exactly the teams of its record
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local id, record = ARGV[2], ARGV[3]
local stored = redis.call('HGET', KEYS[2], id) or ''

local function teamsOf(text) return string.gmatch(string.match(text, '^%a+|%d+|[^|]*|([^|]*)') or '', '[^,]+') end
for teamId in teamsOf(stored) do redis.call('ZREM', KEYS[8], teamId .. ' ' .. id) end
for teamId in teamsOf(record) do redis.call('ZADD', KEYS[8], 0, teamId .. ' ' .. id) end
if record == '' then
  redis.call('HDEL', KEYS[2], id)
  redis.call('ZREM', KEYS[3], id)
  redis.call('HDEL', KEYS[5], id)
  redis.call('HDEL', KEYS[6], id)
else
  redis.call('HSET', KEYS[2], id, record)
end
if ARGV[4] ~= '' and tonumber(ARGV[4]) > tonumber(redis.call('HGET', KEYS[4], id) or 0) then
  redis.call('HSET', KEYS[4], id, ARGV[4])
end
redis.call('ZADD', KEYS[7], 0, id)
-- Presence that an empty Redis has forgotten: away since then, so that the grace is given. A known lease says more.
if ARGV[5] ~= '' then redis.call('ZADD', KEYS[3], 'NX', ARGV[5], id) end
return stored ~= record and 1 or 0
