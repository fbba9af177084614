-- Brings one item up to date with Postgres, and settles its proposal where that is decided.
-- KEYS  1 generation  2 items  3 queues  4 fronts  5 loads  6 pending  7 tombstones  8 told places  9 rules  10 offers
--       11 stirred
-- ARGV  1 expected generation  2 now (ms)  3 item id  4 item (JSON)  5 when a tombstone expires (ms)
--       6 the proposal to settle, or ''  7 the rule of a queue without one
-- Returns {changed 0|1, queue it entered or left ..., '', agent with a lighter load or kept for it no longer ...}
--       -1 not ready
-- Invariant  a lower revision changes nothing; an item is in at most one queue, and in none while it is proposed or
--       held; load(agent) = sum of the weights that the agent is proposed and of what they hold, which is less where
--       support spoke last
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

-- include queues-4.lua

local now, id, op = tonumber(ARGV[2]), ARGV[3], ARGV[6]
local item = cjson.decode(ARGV[4])
local stored = redis.call('HGET', KEYS[2], id)
local known = stored and cjson.decode(stored)

if known and known.revision > item.revision then
  -- A picture from before: what is known stands. Its own proposal is decided all the same.
  item = cjson.decode(stored)
  item.proposal = nil
else
  local rule = redis.call('HGET', KEYS[9], string.match(item.queue, '^[^:]+:[^:]+')) or ARGV[7]
  local aging = tonumber(string.match(rule, '^%d+|%a+|(%d+)|'))
  -- A rule that was written before idle chats took less has no last field.
  local idlePercent = tonumber(string.match(rule, '|%d+|%d+|%d+|(%d+)$') or 100)
  if item.state == 'held' then
    item.load = item.isIdle and math.floor(item.weight * idlePercent / 100 + 0.5) or item.weight
  end
  -- Who let it pass is not asked again in this wait.
  if known and known.state == 'queued' and item.state == 'queued' then
    local passed = item.passed or {}
    for _, pass in ipairs(known.passed or {}) do
      if pass.till > now and not (passed[1] and passed[1].agentId == pass.agentId) then passed[#passed + 1] = pass end
    end
    item.passed = #passed > 0 and passed or nil
  end
  item.score = string.format('%.0f', item.enqueuedAt - item.band * aging)
end

local proposal = known and known.proposal
local isSameEpoch = known and known.state == item.state and known.epoch == item.epoch
-- A proposal stands on an epoch: while that is current, its commit can still succeed, so its slot stays taken.
if proposal and isSameEpoch and proposal.op ~= op then item.proposal = proposal end

local change = {}
local function weigh(agentId, weight)
  change[agentId] = (change[agentId] or 0) + weight
end
if known and known.state == 'held' then weigh(known.agentId, -(known.load or known.weight)) end
if proposal then weigh(proposal.agentId, -proposal.weight) end
if item.state == 'held' then weigh(item.agentId, item.load or item.weight) end
if item.proposal then weigh(item.proposal.agentId, item.proposal.weight) end

local freed = {}
for agentId, weight in pairs(change) do
  if weight ~= 0 and redis.call('HINCRBY', KEYS[5], agentId, weight) == 0 then redis.call('HDEL', KEYS[5], agentId) end
  if weight ~= 0 then redis.call('ZADD', KEYS[11], 0, agentId) end
  if weight < 0 then freed[#freed + 1] = agentId end
end

local wasWaiting = known and known.state == 'queued' and not known.proposal
local isWaiting = item.state == 'queued' and not item.proposal
-- Somebody's room is waited for only in one wait.
item.reserved = wasWaiting and isWaiting and known.queue == item.queue and known.reserved or nil
if known and known.reserved and not item.reserved then freed[#freed + 1] = known.reserved end
local touched = {}
local isInPlace = wasWaiting and isWaiting and known.queue == item.queue and known.score == item.score
if wasWaiting and not isInPlace then
  leaveQueue(known.queue, known.score, id)
  if not (isWaiting and known.queue == item.queue) then touched[#touched + 1] = known.queue end
end
if isWaiting then
  enterQueue(item.queue, item.score, id)
  if not isInPlace then touched[#touched + 1] = item.queue end
end

if proposal and not item.proposal then
  redis.call('ZREM', KEYS[6], id)
  redis.call('ZREM', KEYS[10], id)
end
if item.state ~= 'queued' then redis.call('HDEL', KEYS[8], id) end
if item.state == 'gone' then
  redis.call('ZADD', KEYS[7], ARGV[5], id)
elseif known and known.state == 'gone' then
  redis.call('ZREM', KEYS[7], id)
end
redis.call('HSET', KEYS[2], id, cjson.encode(item))

for _, old in ipairs(redis.call('ZRANGEBYSCORE', KEYS[7], '-inf', now, 'LIMIT', 0, 10)) do
  redis.call('ZREM', KEYS[7], old)
  redis.call('HDEL', KEYS[2], old)
end

local isChanged = not isSameEpoch or #touched > 0 or #freed > 0
local reply = { isChanged and 1 or 0, unpack(touched) }
reply[#reply + 1] = ''
for _, agentId in ipairs(freed) do reply[#reply + 1] = agentId end
return reply
