-- Takes the first item, in the order of all queues, for which somebody is eligible, and a slot of the one who gets it.
-- All items of a queue ask for the same, so its first that nobody has let pass speaks for all behind it.
-- Where each agent stands in each pool of theirs is kept, and looked at anew only when something of it may have changed,
-- so that a decision costs the same whether the team has ten members or a thousand.
-- KEYS  1 generation  2 items  3 queues  4 fronts  5 agents  6 leases  7 loads  8 last assigned  9 pending
--       10 rules  11 offers  12 warm-ups  13 reserved agents  14 stirred  15 pools  16 ranks  17 standings  18 ruled out
--       19 members of teams
-- ARGV  1 expected generation  2 now (ms)  3 proposal id  4 when the proposal expires (ms)
--       5 the rule of a queue without one  6 after how long a wait places are kept for an item (ms)
--       7 how many pools a team may have in which nobody waits
-- Returns the proposal (JSON; offeredUntil: it is the agent's to take until then)  false: nobody for anything
--       -1 not ready
-- Invariant  load + weight <= capacity for whoever is chosen; the item leaves its queue in the same step
--       nothing is taken of a queue that is closed, or served by hand
--       who is reserved for an item is given nothing that stands behind it
--       in each pool, an agent of its team has one rank or is counted as ruled out by one condition, as of now
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local now = tonumber(ARGV[2])

local function isOpen(open)
  if open == 'always' then return true end
  for from, till in string.gmatch(open, '(%d+)-(%d+)') do
    if tonumber(from) <= now and now < tonumber(till) then return true end
  end
end

local function readWay(rule)
  local mode, choice, open, offerMs = string.match(rule, '^%d+|(%a+)|%d+|([%a_]+)|([^|]*)|%d+|%d+|(%d+)')
  if mode == 'manual' or not isOpen(open) then return false end
  return { choice = choice, offeredUntil = mode == 'offer' and now + tonumber(offerMs) or nil }
end

-- How the queue chooses among agents, and for how long it offers; false while nothing may be taken of it.
local ways = {}
local function wayOf(queue)
  local name = string.match(queue, '^[^:]+:[^:]+')
  if ways[name] == nil then ways[name] = readWay(redis.call('HGET', KEYS[10], name) or ARGV[5]) end
  return ways[name]
end

-- include members-0.lua
-- include queues-4.lua
-- include pools-18.lua

local function teamOf(queue) return string.match(queue, '^[^:]+:([^:]+)') end

-- The team of a queue, and what is asked for there: '' where any language will do.
local function askedOf(queue, choice)
  local teamId, language, tail = string.match(queue, '^[^:]+:([^:]+):([^:]+)(.*)$')
  local weight, skills, any = string.match(tail, '^:(%d+):([^:]*)(.*)$')
  return teamId, string.format('%s %s %s %s', choice, any == ':any' and '' or language, weight or '100', skills or '')
end

-- What a team's pools are kept for, and the numbers of those that are given up: where it has many, those in which nobody
-- waits, since what is asked for changes with skills and weights, and each pool is one more place to keep of each agent.
local function poolsToKeep(teamId)
  local known, unused = redis.call('HGET', KEYS[15], teamId) or '', {}
  local _, count = string.gsub(known, ';', '')
  if count < tonumber(ARGV[7]) then return known, unused end
  local isWanted = {}
  for _, front in ipairs(redis.call('ZRANGE', KEYS[4], 0, -1)) do
    local queue = readFront(front).queue
    local way = wayOf(queue)
    local team, text = askedOf(queue, way and way.choice or '')
    if team == teamId then isWanted[text] = true end
  end
  local kept = string.gsub(known, '(%d+)=([^;]*);', function(number, text)
    if isWanted[text] then return nil end
    unused[#unused + 1] = number
    redis.call('HDEL', KEYS[15], teamId .. ' ' .. text)
    return ''
  end)
  return kept, unused
end

local conditions = { 'away', 'absent', 'wrongLanguage', 'missingSkill', 'full', 'warmingUp' }
local function countersOf(pool)
  local fields = {}
  for n, condition in ipairs(conditions) do fields[n] = pool .. ' ' .. condition end
  return fields
end

-- A queue whose pool is not known yet begins it: once, all members of the team are looked at for it.
local function poolOf(queue, choice)
  local teamId, text = askedOf(queue, choice)
  local field = teamId .. ' ' .. text
  local number = redis.call('HGET', KEYS[15], field)
  if number then return number end
  number = string.format('%d', redis.call('HINCRBY', KEYS[15], 'last', 1))
  local kept, unused = poolsToKeep(teamId)
  redis.call('HSET', KEYS[15], field, number, teamId, kept .. number .. '=' .. text .. ';')
  pools[teamId] = nil
  lookAt(membersOf(KEYS[19], teamId), true)
  for _, pool in ipairs(unused) do redis.call('HDEL', KEYS[18], unpack(countersOf(pool))) end
  return number
end

local function passesOf(item)
  local passed = {}
  for _, pass in ipairs(item.passed or {}) do
    if pass.till > now then passed[pass.agentId] = true end
  end
  return passed
end

local function standingIn(pool, agentId)
  -- Where they are not for it, no condition of theirs is of interest.
  return string.match(redis.call('HGET', KEYS[17], agentId) or '', '[\n;]' .. pool .. ' %a%d+=([^;]*);') or ''
end

local function readRank(rank)
  -- From the end: a pattern without a beginning is tried at every letter, which was a third of a decision.
  local id, load, capacity = string.match(rank, '^.* (%S+) (%d+) (%d+)$')
  return { id = id, load = tonumber(load), capacity = tonumber(capacity) }
end

-- For what each agent is reserved, if it still waits to be given out. Almost always there is nobody.
local reserved, kept = {}, redis.call('HGETALL', KEYS[13])
for n = 1, #kept, 2 do
  local agentId, id = kept[n], kept[n + 1]
  local stored = redis.call('HGET', KEYS[2], id)
  local item = stored and cjson.decode(stored)
  if item and item.reserved == agentId and item.state == 'queued' and not item.proposal and wayOf(item.queue) then
    reserved[agentId] = { id = id, score = tonumber(item.score) }
  else
    redis.call('HDEL', KEYS[13], agentId)
  end
end

local function isBefore(one, other)
  return one.score < other.score or one.score == other.score and one.id < other.id
end

local function isReservedBefore(agentId, front)
  local other = reserved[agentId]
  return other and other.id ~= front.id and isBefore(other, front)
end

-- The best four of the eligible, best first, the preferred one before all.
local function bestOf(front, pool, item, passed)
  local best, preferred, skipped = {}, nil, 1
  for _ in pairs(passed) do skipped = skipped + 1 end
  for _ in pairs(reserved) do skipped = skipped + 1 end
  local preferredId = item.preferredAgentId
  if preferredId and not passed[preferredId] and (not item.preferredUntil or item.preferredUntil > now) then
    local standing = standingIn(pool, preferredId)
    preferred = isRank(standing) and not isReservedBefore(preferredId, front) and readRank(standing)
  end
  local found = redis.call('ZRANGEBYLEX', KEYS[16], '[' .. pool .. ' ', '(' .. pool .. '!', 'LIMIT', 0, 4 + skipped)
  for _, rank in ipairs(found) do
    local agent = readRank(rank)
    local isApart = passed[agent.id] or isReservedBefore(agent.id, front) or preferred and preferred.id == agent.id
    if not isApart and #best < 4 then best[#best + 1] = agent end
  end
  if preferred then table.insert(best, 1, preferred) end
  return best, preferred
end

-- How many of the team each condition excluded. Who let it pass counts as that, whether they have room or not.
local function excludedFrom(front, pool, passed)
  local excluded = { declined = 0, reserved = 0 }
  for n, count in ipairs(redis.call('HMGET', KEYS[18], unpack(countersOf(pool)))) do
    excluded[conditions[n]] = tonumber(count or 0)
  end
  for agentId in pairs(passed) do
    local standing = standingIn(pool, agentId)
    local isHeldUp = standing == 'full' or standing == 'warmingUp'
    if isHeldUp then excluded[standing] = excluded[standing] - 1 end
    if isHeldUp or isRank(standing) then excluded.declined = excluded.declined + 1 end
  end
  for agentId in pairs(reserved) do
    local isFree = not passed[agentId] and isRank(standingIn(pool, agentId))
    if isFree and isReservedBefore(agentId, front) then excluded.reserved = excluded.reserved + 1 end
  end
  return excluded
end

-- The agents for whom it lacks nothing but room, and less than they have in all, and who are nobody else's to wait for.
local function whoCouldMakeRoom(front, pool, item, passed, ids)
  local full, able = {}, {}
  for _, id in ipairs(ids) do
    local other = reserved[id]
    local isOthers = other and other.id ~= front.id
    if not passed[id] and not isOthers and standingIn(pool, id) == 'full' then full[#full + 1] = id end
  end
  for _, id in ipairs(full) do
    local capacity = tonumber(string.match(redis.call('HGET', KEYS[5], id), '^%a+|(%d+)'))
    local room = capacity * 100 - tonumber(redis.call('HGET', KEYS[7], id) or 0)
    if capacity * 100 >= item.weight then able[#able + 1] = { id = id, room = room } end
  end
  return able
end

-- Who would make room first: whoever it is waiting for, then who has most. All of the team are looked at only when
-- somebody is to be found anew.
local function soonestOf(front, pool, item, passed)
  local known = item.reserved and whoCouldMakeRoom(front, pool, item, passed, { item.reserved })[1]
  if known then return known.id end
  if tonumber(redis.call('HGET', KEYS[18], pool .. ' full') or 0) == 0 then return nil end
  local soonest
  for _, agent in ipairs(whoCouldMakeRoom(front, pool, item, passed, membersOf(KEYS[19], teamOf(front.queue)))) do
    local isSooner = not soonest or agent.room > soonest.room
      or agent.room == soonest.room and agent.id < soonest.id
    if isSooner then soonest = agent end
  end
  return soonest and soonest.id
end

-- What has waited long for more room than anybody has is not passed by lighter ones for ever: one agent who could take
-- it when empty is given nothing that stands behind it.
local function reserve(front, pool, item, passed)
  if now - (item.queuedSince or item.enqueuedAt) <= tonumber(ARGV[6]) then return end
  local before, agentId = item.reserved, soonestOf(front, pool, item, passed)
  if before and before ~= agentId and reserved[before] and reserved[before].id == front.id then
    reserved[before] = nil
    redis.call('HDEL', KEYS[13], before)
  end
  if agentId and not reserved[agentId] then
    reserved[agentId] = { id = front.id, score = front.score }
    redis.call('HSET', KEYS[13], agentId, front.id)
  end
  if before ~= agentId then
    item.reserved = agentId
    redis.call('HSET', KEYS[2], front.id, cjson.encode(item))
  end
end

local function take(front, item, best, rule, excluded)
  local chosen, runnersUp, offeredUntil = best[1], nil, front.way.offeredUntil
  for n = 2, math.min(4, #best) do
    runnersUp = runnersUp or {}
    runnersUp[n - 1] = { agentId = best[n].id, load = best[n].load, capacity = best[n].capacity }
  end
  leaveQueue(front.queue, front.score, front.id)
  redis.call('HINCRBY', KEYS[7], chosen.id, item.weight)
  redis.call('HSET', KEYS[8], chosen.id, ARGV[2])
  local warmUp = redis.call('HGET', KEYS[12], chosen.id)
  local left, till = warmUpOf(warmUp)
  if left then
    redis.call('HSET', KEYS[12], chosen.id, till .. '|' .. left - 1)
  elseif warmUp then
    redis.call('HDEL', KEYS[12], chosen.id)
  end
  redis.call('ZADD', KEYS[14], 0, chosen.id)
  local own = item.reserved and reserved[item.reserved]
  if own and own.id == front.id then redis.call('HDEL', KEYS[13], item.reserved) end
  item.reserved = nil
  item.proposal = { op = ARGV[3], agentId = chosen.id, weight = item.weight }
  if offeredUntil then
    item.proposal.offer = { offeredUntil = offeredUntil, rule = rule, runnersUp = runnersUp, excluded = excluded }
    redis.call('ZADD', KEYS[11], string.format('%.0f', offeredUntil), front.id)
  else
    redis.call('ZADD', KEYS[9], ARGV[4], front.id)
  end
  redis.call('HSET', KEYS[2], front.id, cjson.encode(item))
  return cjson.encode({
    itemId = front.id, conversationId = item.conversationId, epoch = item.epoch, agentId = chosen.id,
    queue = front.queue, offeredUntil = offeredUntil, rule = rule, runnersUp = runnersUp, excluded = excluded,
  })
end

-- Those in front of their queues, in order, read a few at a time: almost always the first finds somebody.
local read, count, last = {}, 0, 0
local function nextFront()
  if count == last and count % 8 == 0 then
    read = redis.call('ZRANGE', KEYS[4], count, count + 7)
    last = count + #read
  end
  return count < last and readFront(read[count % 8 + 1])
end

-- Whoever stands behind those who let it pass, or behind what is nobody's to give.
local behind = {}
local function firstBehind()
  local first
  for n, front in ipairs(behind) do
    if not first or isBefore(front, behind[first]) then first = n end
  end
  return first
end

local function nextOfAll()
  local front, n = nextFront(), firstBehind()
  if n and (not front or isBefore(behind[n], front)) then return table.remove(behind, n) end
  if front then count = count + 1 end
  return front
end

lookAt(redis.call('ZRANGEBYSCORE', KEYS[14], '-inf', now))
local front = nextOfAll()
while front do
  front.way = wayOf(front.queue)
  local stored = front.way and redis.call('HGET', KEYS[2], front.id)
  local item = stored and cjson.decode(stored)
  -- What does not wait by its record is nobody's to give; a sweep takes it out, and nobody waits behind it.
  local waits, passed = item and item.state == 'queued' and not item.proposal, {}
  if waits then
    passed = passesOf(item)
    local pool = poolOf(front.queue, front.way.choice)
    local best, preferred = bestOf(front, pool, item, passed)
    if #best > 0 then
      return take(front, item, best, preferred and 'sticky' or front.way.choice, excludedFrom(front, pool, passed))
    end
    reserve(front, pool, item, passed)
  end
  if front.way and (not waits or next(passed)) then
    local place = nextIn(front.queue, placeOf(front.score, front.id))[1]
    if place then behind[#behind + 1] = readFront(place .. ' ' .. front.queue) end
  end
  front = nextOfAll()
end
return false
