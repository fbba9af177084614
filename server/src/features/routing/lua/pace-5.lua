-- Notes that somebody left a line for an agent, and says how fast that goes.
-- KEYS  1 generation  2 paces  3 agents  4 leases  5 members of teams
-- ARGV  1 expected generation  2 now (ms)  3 the line  4 its language  5 when who leaves was enqueued (ms), or '' to read only
--       6 how long a departure counts (ms)  7 whoever waited less did not wait (ms)
-- Returns how many agents take chats of the line now, then for each departure: when, ms for which the line had been
--       waiting for it, agents then  -1 not ready
-- Invariant  at most a hundred departures are kept of a line; reading changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

-- include members-0.lua

local now, line, language, enqueuedAt = tonumber(ARGV[2]), ARGV[3], ',' .. ARGV[4] .. ',', tonumber(ARGV[5])
local oldest, most = now - tonumber(ARGV[6]), 300

local agents = 0
for _, id in ipairs(membersOf(KEYS[5], string.match(line, '^[^:]+:([^:]+)'))) do
  local isPresent = tonumber(redis.call('ZSCORE', KEYS[4], id) or 0) > now
  local availability, languages = string.match(isPresent and redis.call('HGET', KEYS[3], id) or '', '^(%a+)|%d+|([^|]*)|')
  if availability == 'online' and string.find(languages, language, 1, true) then agents = agents + 1 end
end

local stored = redis.call('HGET', KEYS[2], line)
local pace = stored and cjson.decode(stored) or { last = 0 }
local kept, departures = {}, pace.departures or {}
for i = 1, #departures, 3 do
  if departures[i] > oldest then
    for j = i, i + 2 do kept[#kept + 1] = departures[j] end
  end
end

if enqueuedAt then
  if now - enqueuedAt >= tonumber(ARGV[7]) then
    kept[#kept + 1] = now
    kept[#kept + 1] = math.max(0, now - math.max(pace.last, enqueuedAt, oldest))
    kept[#kept + 1] = math.max(1, agents)
  end
  while #kept > most do table.remove(kept, 1) end
  redis.call('HSET', KEYS[2], line, cjson.encode({ last = now, departures = #kept > 0 and kept or nil }))
end

local reply = { tostring(agents) }
for _, each in ipairs(kept) do reply[#reply + 1] = string.format('%.0f', each) end
return reply
