-- Takes the first item, in score order, for which somebody is eligible, and a slot of the one who gets it.
-- All items of a queue ask for the same, so its first that nobody has let pass speaks for all behind it.
-- KEYS  1 generation  2 items  3 agents  4 leases  5 loads  6 last assigned  7 pending  8 waiting queues
--       9 rules  10 offers  11 warm-ups  12 reserved agents
--       then for each queue: the queue, and the members of its team
-- ARGV  1 expected generation  2 now (ms)  3 proposal id  4 when the proposal expires (ms)
--       5 the rule of a queue without one  6 after how long a wait places are kept for an item (ms)
--       then for each queue: its name, its language, or '' for any
-- Returns the proposal (JSON; offeredUntil: it is the agent's to take until then)  false: nobody for anything  -1 not ready
-- Invariant  load + weight <= capacity for whoever is chosen; the item leaves its queue in the same step
--       nothing is taken of a queue that is closed, or served by hand
--       who is reserved for an item is given nothing that stands behind it
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local now = tonumber(ARGV[2])
local queueCount = (#KEYS - 12) / 2
local function queueKey(i) return KEYS[11 + 2 * i] end
local function teamKey(i) return KEYS[12 + 2 * i] end
local function nameOf(i) return ARGV[5 + 2 * i] end
local function languageOf(i) return ARGV[6 + 2 * i] end

local function isOpen(open)
  if open == 'always' then return true end
  for from, till in string.gmatch(open, '(%d+)-(%d+)') do
    if tonumber(from) <= now and now < tonumber(till) then return true end
  end
end

-- How the queue chooses among agents, and for how long it offers; nil while nothing may be taken of it.
local function wayOf(name)
  local rule = redis.call('HGET', KEYS[9], string.match(name, '^[^:]+:[^:]+')) or ARGV[5]
  local mode, choice, open, offerMs = string.match(rule, '^%d+|(%a+)|%d+|([%a_]+)|([^|]*)|%d+|%d+|(%d+)')
  if mode == 'manual' or not isOpen(open) then return nil end
  return { choice = choice, offeredUntil = mode == 'offer' and now + tonumber(offerMs) or nil }
end

local function isPassed(item, agentId)
  for _, pass in ipairs(item.passed or {}) do
    if pass.till > now and (not agentId or pass.agentId == agentId) then return true end
  end
end

local heads, chunk = {}, 20
local function readHeads(i, way)
  for from = 0, redis.call('ZCARD', queueKey(i)) - 1, chunk do
    local found = redis.call('ZRANGE', queueKey(i), from, from + chunk - 1, 'WITHSCORES')
    for j = 1, #found, 2 do
      -- What has no record is nobody's to give; a sweep takes it out, and nobody waits behind it.
      local stored = redis.call('HGET', KEYS[2], found[j])
      local item = stored and cjson.decode(stored)
      if item then
        heads[#heads + 1] = { id = found[j], score = tonumber(found[j + 1]), queue = i, way = way, item = item }
        if not isPassed(item) then return end
      end
    end
  end
end

for i = 1, queueCount do
  local way = wayOf(nameOf(i))
  if way then readHeads(i, way) end
end
table.sort(heads, function(a, b)
  if a.score ~= b.score then return a.score < b.score end
  return a.id < b.id
end)

-- For what each agent is reserved, if it still waits to be given out. Almost always there is nobody.
local reserved, kept = {}, redis.call('HGETALL', KEYS[12])
for n = 1, #kept, 2 do
  local agentId, id = kept[n], kept[n + 1]
  local stored = redis.call('HGET', KEYS[2], id)
  local item = stored and cjson.decode(stored)
  if item and item.reserved == agentId and item.state == 'queued' and not item.proposal and wayOf(item.queue) then
    reserved[agentId] = { id = id, score = tonumber(item.score) }
  else
    redis.call('HDEL', KEYS[12], agentId)
  end
end

local function isReservedBefore(agent, head)
  local other = reserved[agent.id]
  if not other or other.id == head.id then return false end
  return other.score < head.score or other.score == head.score and other.id < head.id
end

-- A call from Lua costs more than a field, so members are read in few calls, as many at once as unpack can take.
local function readMembers(key)
  local ids, members = redis.call('SMEMBERS', key), {}
  for first = 1, #ids, 1000 do
    local last = math.min(first + 999, #ids)
    local records = redis.call('HMGET', KEYS[3], unpack(ids, first, last))
    local leases = redis.call('ZMSCORE', KEYS[4], unpack(ids, first, last))
    local loads = redis.call('HMGET', KEYS[5], unpack(ids, first, last))
    local given = redis.call('HMGET', KEYS[6], unpack(ids, first, last))
    local warmUps = redis.call('HMGET', KEYS[11], unpack(ids, first, last))
    for n, record in ipairs(records) do
      local availability, capacity, languages, skills = string.match(record, '^(%a+)|(%d+)|([^|]*)|[^|]*|?(.*)$')
      members[#members + 1] = {
        id = ids[first + n - 1], isOnline = availability == 'online', capacity = tonumber(capacity),
        languages = languages, skills = skills, isPresent = tonumber(leases[n] or 0) > now,
        load = tonumber(loads[n] or 0), last = tonumber(given[n] or 0), warmUp = warmUps[n],
      }
    end
  end
  return members
end

local teams = {}
local function membersOf(i)
  local key = teamKey(i)
  teams[key] = teams[key] or readMembers(key)
  return teams[key]
end

-- The lowest share of capacity in use, then who was given nothing for longest; in turn, that alone.
local function isBetter(a, b, choice)
  local left, right = a.load * b.capacity, b.load * a.capacity
  if choice == 'least_load' and left ~= right then return left < right end
  if a.last ~= b.last then return a.last < b.last end
  return a.id < b.id
end

local function lacksSkill(agent, skills)
  for _, skill in ipairs(skills or {}) do
    if not string.find(agent.skills, ',' .. skill .. ',', 1, true) then return true end
  end
end

-- How many the agent may still be given in the time after signing in; nil when that is over.
local function warmUpOf(agent)
  local till, left = string.match(agent.warmUp or '', '^(%d+)|(%d+)$')
  if till and tonumber(till) > now then return tonumber(left), till end
end

local function obstacleOf(agent, language, head)
  local item = head.item
  if not agent.isOnline then return 'away' end
  if not agent.isPresent then return 'absent' end
  if not string.find(agent.languages, language, 1, true) then return 'wrongLanguage' end
  if lacksSkill(agent, item.skills) then return 'missingSkill' end
  if isPassed(item, agent.id) then return 'declined' end
  if agent.load + item.weight > agent.capacity * 100 then return 'full' end
  if warmUpOf(agent) == 0 then return 'warmingUp' end
  if isReservedBefore(agent, head) then return 'reserved' end
end

-- Whether this agent lacks nothing but room, and less than they have in all, and is nobody else's to wait for.
local function couldMakeRoom(agent, head, why)
  local other = reserved[agent.id]
  return why == 'full' and agent.capacity * 100 >= head.item.weight and not (other and other.id ~= head.id)
end

-- Who of two would make room sooner: whoever it is waiting for, then who has most.
local function isSooner(a, b, head)
  if a.id == head.item.reserved or b.id == head.item.reserved then return a.id == head.item.reserved end
  local left, right = a.capacity * 100 - a.load, b.capacity * 100 - b.load
  if left ~= right then return left > right end
  return a.id < b.id
end

-- The best four of the eligible, best first, the preferred one before all; how many each condition excluded; and who
-- would make room first.
local function choose(head)
  local item = head.item
  -- Every list of languages has a comma.
  local language = languageOf(head.queue) == '' and ',' or ',' .. languageOf(head.queue) .. ','
  local mayPrefer = not item.preferredUntil or item.preferredUntil > now
  local best, preferred, sooner = {}, nil, nil
  local excluded = { away = 0, absent = 0, wrongLanguage = 0, missingSkill = 0, full = 0, declined = 0, warmingUp = 0,
    reserved = 0 }
  for _, agent in ipairs(membersOf(head.queue)) do
    local why = obstacleOf(agent, language, head)
    if why then
      excluded[why] = excluded[why] + 1
      if couldMakeRoom(agent, head, why) and (not sooner or isSooner(agent, sooner, head)) then sooner = agent end
    elseif mayPrefer and agent.id == item.preferredAgentId then
      preferred = agent
    elseif #best < 4 or isBetter(agent, best[4], head.way.choice) then
      local at = math.min(#best + 1, 4)
      while at > 1 and isBetter(agent, best[at - 1], head.way.choice) do
        best[at] = best[at - 1]
        at = at - 1
      end
      best[at] = agent
    end
  end
  if preferred then table.insert(best, 1, preferred) end
  return best, preferred and 'sticky' or head.way.choice, excluded, sooner
end

-- What has waited long for more room than anybody has is not passed by lighter ones for ever: one agent who could take
-- it when empty is given nothing that stands behind it.
local function reserve(head, agent)
  local item = head.item
  if now - (item.queuedSince or item.enqueuedAt) <= tonumber(ARGV[6]) then return end
  local before, agentId = item.reserved, agent and agent.id
  if before and before ~= agentId and reserved[before] and reserved[before].id == head.id then
    reserved[before] = nil
    redis.call('HDEL', KEYS[12], before)
  end
  if agentId and not reserved[agentId] then
    reserved[agentId] = { id = head.id, score = head.score }
    redis.call('HSET', KEYS[12], agentId, head.id)
  end
  if before ~= agentId then
    item.reserved = agentId
    redis.call('HSET', KEYS[2], head.id, cjson.encode(item))
  end
end

local function take(head, chosen, rule, others, excluded)
  local item, offeredUntil = head.item, head.way.offeredUntil
  local runnersUp = {}
  for n = 1, math.min(3, #others) do
    runnersUp[n] = { agentId = others[n].id, load = others[n].load, capacity = others[n].capacity }
  end
  runnersUp = #runnersUp > 0 and runnersUp or nil
  redis.call('ZREM', queueKey(head.queue), head.id)
  if redis.call('ZCARD', queueKey(head.queue)) == 0 then redis.call('SREM', KEYS[8], nameOf(head.queue)) end
  redis.call('HINCRBY', KEYS[5], chosen.id, item.weight)
  redis.call('HSET', KEYS[6], chosen.id, ARGV[2])
  local left, till = warmUpOf(chosen)
  if left then
    redis.call('HSET', KEYS[11], chosen.id, till .. '|' .. left - 1)
  elseif chosen.warmUp then
    redis.call('HDEL', KEYS[11], chosen.id)
  end
  local own = item.reserved and reserved[item.reserved]
  if own and own.id == head.id then redis.call('HDEL', KEYS[12], item.reserved) end
  item.reserved = nil
  item.proposal = { op = ARGV[3], agentId = chosen.id, weight = item.weight }
  if offeredUntil then
    item.proposal.offer = { offeredUntil = offeredUntil, rule = rule, runnersUp = runnersUp, excluded = excluded }
    redis.call('ZADD', KEYS[10], string.format('%.0f', offeredUntil), head.id)
  else
    redis.call('ZADD', KEYS[7], ARGV[4], head.id)
  end
  redis.call('HSET', KEYS[2], head.id, cjson.encode(item))
  return cjson.encode({
    itemId = head.id, conversationId = item.conversationId, epoch = item.epoch, agentId = chosen.id,
    queue = nameOf(head.queue), offeredUntil = offeredUntil, rule = rule, runnersUp = runnersUp, excluded = excluded,
  })
end

for _, head in ipairs(heads) do
  local best, rule, excluded, sooner = choose(head)
  if #best > 0 then return take(head, table.remove(best, 1), rule, best, excluded) end
  reserve(head, sooner)
end
return false
