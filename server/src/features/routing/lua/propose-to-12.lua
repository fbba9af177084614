-- Takes a slot of one named agent for one item that waits, is held by somebody else, or is gone and to be reopened.
-- KEYS  1 generation  2 items  3 queues  4 fronts  5 agents  6 leases  7 loads  8 last assigned  9 pending
--       10 tombstones  11 offers  12 stirred
-- ARGV  1 expected generation  2 now (ms)  3 proposal id  4 when the proposal expires (ms)  5 item id  6 agent id
--       7 its queue  8 its team  9 its language, or '' for any  10 1: the agent takes it by hand
--       11 the epoch under which the caller knows it
-- What the agent is being offered becomes their proposal: the slot is theirs already.
-- Returns the proposal (JSON)  -1 not ready  -2 the item is in another queue, or under another epoch  -3 unknown item
--       -4 a proposal of it is pending  -5 the agent holds it  -6 not in the team  -7 wrong language  -8 away
--       -9 absent  -10 full  -11 lacks a skill
-- Invariant  as propose-19: load + weight <= capacity, and the item leaves its queue in the same step
--       who reaches for a chat may be busy or away; nobody is given one then
--       what another was given since the caller looked stays theirs
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

-- include queues-4.lua

local now, id, agentId = tonumber(ARGV[2]), ARGV[5], ARGV[6]
local stored = redis.call('HGET', KEYS[2], id)
if not stored then return -3 end
local item = cjson.decode(stored)
if item.queue ~= ARGV[7] then return -2 end
local isAsRead = item.epoch == tonumber(ARGV[11])
local offer = item.proposal and item.proposal.agentId == agentId and item.proposal.offer
if offer and isAsRead then
  redis.call('ZREM', KEYS[11], id)
  redis.call('ZADD', KEYS[9], ARGV[4], id)
  item.proposal.op, item.proposal.offer = ARGV[3], nil
  redis.call('HSET', KEYS[2], id, cjson.encode(item))
  return cjson.encode({
    itemId = id, conversationId = item.conversationId, epoch = item.epoch, agentId = agentId, queue = item.queue,
    rule = offer.rule, runnersUp = offer.runnersUp, excluded = offer.excluded,
  })
end
if item.proposal then return -4 end
if item.state == 'held' and item.agentId == agentId then return -5 end
if not isAsRead then return -2 end

local record = redis.call('HGET', KEYS[5], agentId) or 'away|0|,|,'
local availability, capacity, languages, teams, skills =
  string.match(record, '^(%a+)|(%d+)|([^|]*)|([^|]*)|?(.*)$')
local function has(list, value) return string.find(list, ',' .. value .. ',', 1, true) end
if not has(teams, ARGV[8]) then return -6 end
if ARGV[9] ~= '' and not has(languages, ARGV[9]) then return -7 end
for _, skill in ipairs(item.skills or {}) do
  if not has(skills, skill) then return -11 end
end
if availability ~= 'online' and ARGV[10] ~= '1' then return -8 end
if tonumber(redis.call('ZSCORE', KEYS[6], agentId) or 0) <= now then return -9 end
local load = tonumber(redis.call('HGET', KEYS[7], agentId) or 0)
if load + item.weight > tonumber(capacity) * 100 then return -10 end

if item.state == 'queued' then
  leaveQueue(item.queue, item.score, id)
elseif item.state == 'gone' then
  -- A tombstone may not expire under a proposal: settling it lays it again.
  redis.call('ZREM', KEYS[10], id)
end
redis.call('HINCRBY', KEYS[7], agentId, item.weight)
redis.call('HSET', KEYS[8], agentId, ARGV[2])
redis.call('ZADD', KEYS[12], 0, agentId)
redis.call('ZADD', KEYS[9], ARGV[4], id)
item.proposal = { op = ARGV[3], agentId = agentId, weight = item.weight }
redis.call('HSET', KEYS[2], id, cjson.encode(item))
return cjson.encode({
  itemId = id, conversationId = item.conversationId, epoch = item.epoch, agentId = agentId,
  queue = item.queue, rule = 'named',
  excluded = { away = 0, absent = 0, wrongLanguage = 0, missingSkill = 0, full = 0, declined = 0, warmingUp = 0,
    reserved = 0 },
})
