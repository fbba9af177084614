-- Keeps where each agent stands in each pool. A part of propose-19.
-- Whoever is asked for the same is a pool: of one team, for one language, weight and set of skills, in one order of choice.
-- KEYS  as propose-19, of which  5 agents  6 leases  7 loads  8 last assigned  12 warm-ups  14 stirred  15 pools  16 ranks
--       17 standings  18 ruled out
-- ARGV  as propose-19, of which only `now` is used
-- Returns nothing: poolsOf, lookAt, warmUpOf and isRank are what the rest uses
-- Invariant  in each pool, an agent of its team has one rank or is counted as ruled out by one condition

-- The pools of a team: a number, and what is asked for.
local pools = {}
local function poolsOf(teamId)
  if pools[teamId] then return pools[teamId] end
  local found = {}
  for number, text in string.gmatch(redis.call('HGET', KEYS[15], teamId) or '', '(%d+)=([^;]*);') do
    local choice, language, weight, skills = string.match(text, '^(%S+) (%S*) (%d+) (.*)$')
    -- Every list of languages has a comma.
    local pool = { number = number, weight = weight, language = language == '' and ',' or ',' .. language .. ',' }
    pool.order, pool.skills = choice == 'least_load' and 'l' or 't', {}
    for skill in string.gmatch(skills, '[^,]+') do pool.skills[#pool.skills + 1] = ',' .. skill .. ',' end
    found[#found + 1] = pool
  end
  pools[teamId] = found
  return found
end

local function lacksSkill(agent, skills)
  for _, skill in ipairs(skills) do
    if not string.find(agent.skills, skill, 1, true) then return true end
  end
end

-- How many the agent may still be given in the time after signing in; nil when that is over.
local function warmUpOf(warmUp)
  local till, left = string.match(warmUp or '', '^(%d+)|(%d+)$')
  if till and tonumber(till) > now then return tonumber(left), till end
end

local function absenceOf(agent)
  if not agent.isOnline then return 'away' end
  if not agent.isPresent then return 'absent' end
end

local function mismatchOf(agent, pool)
  if not string.find(agent.languages, pool.language, 1, true) then return 'wrongLanguage' end
  if lacksSkill(agent, pool.skills) then return 'missingSkill' end
end

local function holdUpOf(agent, weight)
  if agent.load + weight > agent.capacity * 100 then return 'full' end
  if agent.mayBeGiven == 0 then return 'warmingUp' end
end

-- As text that sorts as a pool chooses: the lowest share of capacity in use, then who was given nothing for longest; in
-- turn, that alone. Shares of whole hundredths differ long before the twelfth digit.
local function rankOf(agent, order)
  if agent[order] then return agent[order] end
  local share = order == 'l' and string.format('%.12f ', agent.load / agent.capacity / 100) or ''
  agent[order] = string.format('%s%015.0f %s %d %d', share, agent.last, agent.id, agent.load, agent.capacity)
  return agent[order]
end

local function standingOf(agent, number, order, weight)
  return holdUpOf(agent, weight) or number .. ' ' .. rankOf(agent, order)
end

local function isRank(standing) return string.find(standing, ' ', 1, true) end

local gone, come, ruledOut = {}, {}, {}
local function note(number, standing, by)
  if isRank(standing) then
    local ranks = by > 0 and come or gone
    ranks[#ranks + 1] = standing
  else
    local field = number .. ' ' .. standing
    ruledOut[field] = (ruledOut[field] or 0) + by
  end
end

local function move(number, from, to)
  if from == to then return end
  if from then note(number, from, -1) end
  if to then note(number, to, 1) end
end

-- A line with the record that it follows from, one with the pools that the agent is for, and one with the others. While
-- nothing but load and time changes, only the second is looked at.
local function standingsOf(agent, before, isAnew)
  local known, own, others = string.match(before or '', '^([^\n]*)\n([^\n]*)\n(.*)$')
  local absence, stands = absenceOf(agent), {}
  local record = (absence and '-' or '+') .. agent.record
  if known == record and not absence and not isAnew then
    for number, order, weight, standing in string.gmatch(own, '(%d+) (%a)(%d+)=([^;]*);') do
      local new = standingOf(agent, number, order, tonumber(weight))
      move(number, standing, new)
      stands[#stands + 1] = number .. ' ' .. order .. weight .. '=' .. new .. ';'
    end
    return record .. '\n' .. table.concat(stands) .. '\n' .. others
  end

  local stood, apart = {}, {}
  for number, standing in string.gmatch((own or '') .. (others or ''), '(%d+)[^=;]*=([^;]*);') do
    stood[number] = standing
  end
  for teamId in string.gmatch(agent.teams, '[^,]+') do
    for _, pool in ipairs(poolsOf(teamId)) do
      local number, order, weight = pool.number, pool.order, pool.weight
      local obstacle = absence or mismatchOf(agent, pool)
      local new = obstacle or standingOf(agent, number, order, tonumber(weight))
      move(number, stood[number], new)
      stood[number] = nil
      if obstacle then
        apart[#apart + 1] = number .. '=' .. new .. ';'
      else
        stands[#stands + 1] = number .. ' ' .. order .. weight .. '=' .. new .. ';'
      end
    end
  end
  for number, standing in pairs(stood) do move(number, standing, nil) end
  return record .. '\n' .. table.concat(stands) .. '\n' .. table.concat(apart)
end

local function writeChanges()
  for first = 1, #gone, 1000 do
    redis.call('ZREM', KEYS[16], unpack(gone, first, math.min(first + 999, #gone)))
  end
  for first = 1, #come, 1000 do
    local added = {}
    for n = first, math.min(first + 999, #come) do
      added[#added + 1] = '0'
      added[#added + 1] = come[n]
    end
    redis.call('ZADD', KEYS[16], unpack(added))
  end
  for field, by in pairs(ruledOut) do
    if by ~= 0 then redis.call('HINCRBY', KEYS[18], field, by) end
  end
  gone, come, ruledOut = {}, {}, {}
end

-- Until when a standing holds if nobody stirs it: the lease ends by itself, and so does warming up.
local function holdsUntil(agent, lease)
  if not (agent.isOnline and agent.isPresent) then return nil end
  local _, till = warmUpOf(agent.warmUp)
  return till and tonumber(till) < tonumber(lease) and till or lease
end

local nobody = 'away|0|,|,|'

-- A call from Lua costs more than a field, so agents are read in few calls, as many at once as unpack can take.
local function lookAt(ids, isAnew)
  for first = 1, #ids, 1000 do
    local last = math.min(first + 999, #ids)
    local records = redis.call('HMGET', KEYS[5], unpack(ids, first, last))
    local leases = redis.call('ZMSCORE', KEYS[6], unpack(ids, first, last))
    local loads = redis.call('HMGET', KEYS[7], unpack(ids, first, last))
    local given = redis.call('HMGET', KEYS[8], unpack(ids, first, last))
    local warmUps = redis.call('HMGET', KEYS[12], unpack(ids, first, last))
    local before = redis.call('HMGET', KEYS[17], unpack(ids, first, last))
    for n, record in ipairs(records) do
      local id = ids[first + n - 1]
      local availability, capacity, languages, teams, skills =
        string.match(record or nobody, '^(%a+)|(%d+)|([^|]*)|([^|]*)|?(.*)$')
      local agent = {
        id = id, record = record or nobody, isOnline = availability == 'online', capacity = tonumber(capacity), languages = languages,
        teams = teams, skills = skills, isPresent = tonumber(leases[n] or 0) > now, load = tonumber(loads[n] or 0),
        last = tonumber(given[n] or 0), warmUp = warmUps[n], mayBeGiven = warmUpOf(warmUps[n]),
      }
      local stands = standingsOf(agent, before[n], isAnew)
      if not record then
        redis.call('HDEL', KEYS[17], id)
      elseif stands ~= before[n] then
        redis.call('HSET', KEYS[17], id, stands)
      end
      local untilWhen = holdsUntil(agent, leases[n])
      if untilWhen then redis.call('ZADD', KEYS[14], untilWhen, id) else redis.call('ZREM', KEYS[14], id) end
    end
  end
  writeChanges()
end
