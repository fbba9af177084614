-- Reads the first of a line in order, or one item's place in it. A line is the queues of one inbox, team and language.
-- KEYS  1 generation  2 items  3 queues  4 fronts  5 pending  6 offers
-- ARGV  1 expected generation  2 the line  3 how many  4 one item's id, or ''
-- Returns for each: its rank from 0, its record (JSON); what is proposed or offered has rank 0  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

-- include queues-4.lua

local queues = {}
for _, front in ipairs(redis.call('ZRANGE', KEYS[4], 0, -1)) do
  local queue = readFront(front).queue
  if queue == ARGV[2] or string.sub(queue, 1, #ARGV[2] + 1) == ARGV[2] .. ':' then queues[#queues + 1] = queue end
end

local function rankOf(id, item)
  if item.state ~= 'queued' or item.proposal then
    return (redis.call('ZSCORE', KEYS[5], id) or redis.call('ZSCORE', KEYS[6], id)) and 0
  end
  local rank, place = 0, placeOf(item.score, id)
  for _, queue in ipairs(queues) do
    rank = rank + redis.call('ZLEXCOUNT', KEYS[3], '[' .. queue .. ' ', '(' .. queue .. ' ' .. place)
  end
  return rank
end

if ARGV[4] ~= '' then
  local record = redis.call('HGET', KEYS[2], ARGV[4])
  local rank = record and rankOf(ARGV[4], cjson.decode(record))
  return rank and { tostring(rank), record } or {}
end

local count, places = tonumber(ARGV[3]), {}
for _, queue in ipairs(queues) do
  for _, place in ipairs(nextIn(queue, nil, count)) do places[#places + 1] = place end
end
table.sort(places)

local reply = {}
for rank = 1, math.min(count, #places) do
  local record = redis.call('HGET', KEYS[2], string.match(places[rank], ' (.*)$'))
  if record then
    reply[#reply + 1] = tostring(rank - 1)
    reply[#reply + 1] = record
  end
end
return reply
