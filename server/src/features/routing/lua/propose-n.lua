-- Takes the first item, in score order, for which somebody is eligible, and a slot of the one who gets it.
-- KEYS  1 generation  2 items  3 agents  4 leases  5 loads  6 last assigned  7 pending  8 waiting queues
--       then for each queue: the queue, and the members of its team
-- ARGV  1 expected generation  2 now (ms)  3 proposal id  4 when the proposal expires (ms)  5 heads looked at per queue
--       then for each queue: its name, its language
-- Returns the proposal (JSON)  false: nobody for anything  -1 not ready
-- Invariant  load + weight <= capacity for whoever is chosen; the item leaves its queue in the same step
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local now, perQueue = tonumber(ARGV[2]), tonumber(ARGV[5])
local queueCount = (#KEYS - 8) / 2
local function queueKey(i) return KEYS[7 + 2 * i] end
local function teamKey(i) return KEYS[8 + 2 * i] end
local function nameOf(i) return ARGV[4 + 2 * i] end
local function languageOf(i) return ARGV[5 + 2 * i] end

local heads = {}
for i = 1, queueCount do
  local found = redis.call('ZRANGE', queueKey(i), 0, perQueue - 1, 'WITHSCORES')
  for j = 1, #found, 2 do
    heads[#heads + 1] = { id = found[j], score = tonumber(found[j + 1]), queue = i }
  end
end
table.sort(heads, function(a, b)
  if a.score ~= b.score then return a.score < b.score end
  return a.id < b.id
end)

local teams = {}
local function membersOf(i)
  local key = teamKey(i)
  if teams[key] then return teams[key] end
  local ids, members = redis.call('SMEMBERS', key), {}
  for n, agentId in ipairs(ids) do
    local agent = cjson.decode(redis.call('HGET', KEYS[3], agentId) or '{"languages":{},"capacity":0}')
    agent.id = agentId
    agent.load = tonumber(redis.call('HGET', KEYS[5], agentId) or 0)
    agent.last = tonumber(redis.call('HGET', KEYS[6], agentId) or 0)
    agent.isPresent = tonumber(redis.call('ZSCORE', KEYS[4], agentId) or 0) > now
    agent.speaks = {}
    for _, language in ipairs(agent.languages) do agent.speaks[language] = true end
    members[n] = agent
  end
  teams[key] = members
  return members
end

local function eligibleFor(head, weight)
  local eligible, excluded = {}, { away = 0, absent = 0, wrongLanguage = 0, full = 0 }
  for _, agent in ipairs(membersOf(head.queue)) do
    local why
    if agent.availability ~= 'online' then why = 'away'
    elseif not agent.isPresent then why = 'absent'
    elseif not agent.speaks[languageOf(head.queue)] then why = 'wrongLanguage'
    elseif agent.load + weight > agent.capacity * 100 then why = 'full' end
    if why then excluded[why] = excluded[why] + 1 else eligible[#eligible + 1] = agent end
  end
  table.sort(eligible, function(a, b)
    local left, right = a.load * b.capacity, b.load * a.capacity
    if left ~= right then return left < right end
    if a.last ~= b.last then return a.last < b.last end
    return a.id < b.id
  end)
  return eligible, excluded
end

local function indexOfPreferred(item, eligible)
  if not item.preferredAgentId or (item.preferredUntil and item.preferredUntil <= now) then return nil end
  for n, agent in ipairs(eligible) do
    if agent.id == item.preferredAgentId then return n end
  end
end

local function take(head, item, chosen, rule, others, excluded)
  redis.call('ZREM', queueKey(head.queue), head.id)
  if redis.call('ZCARD', queueKey(head.queue)) == 0 then redis.call('SREM', KEYS[8], nameOf(head.queue)) end
  redis.call('HINCRBY', KEYS[5], chosen.id, item.weight)
  redis.call('HSET', KEYS[6], chosen.id, ARGV[2])
  redis.call('ZADD', KEYS[7], ARGV[4], head.id)
  item.proposal = { op = ARGV[3], agentId = chosen.id, weight = item.weight }
  redis.call('HSET', KEYS[2], head.id, cjson.encode(item))
  local runnersUp = {}
  for n = 1, math.min(3, #others) do
    runnersUp[n] = { agentId = others[n].id, load = others[n].load, capacity = others[n].capacity }
  end
  return cjson.encode({
    itemId = head.id, conversationId = item.conversationId, epoch = item.epoch, agentId = chosen.id,
    queue = nameOf(head.queue), rule = rule, runnersUp = #runnersUp > 0 and runnersUp or nil, excluded = excluded,
  })
end

-- What nobody of a queue could take, nobody can take of the same weight further down.
local tooHeavy = {}
for _, head in ipairs(heads) do
  local stored = redis.call('HGET', KEYS[2], head.id)
  local item = stored and cjson.decode(stored)
  if item and item.weight < (tooHeavy[head.queue] or math.huge) then
    local eligible, excluded = eligibleFor(head, item.weight)
    if #eligible > 0 then
      local preferred = indexOfPreferred(item, eligible)
      local chosen = table.remove(eligible, preferred or 1)
      return take(head, item, chosen, preferred and 'sticky' or 'least_load', eligible, excluded)
    end
    tooHeavy[head.queue] = item.weight
  end
end
return false
