-- Reads the first of a line in order, or one item's place in it. A line is the queues of one inbox, team and language.
-- KEYS  1 generation  2 items  3 pending  4 offers  5... the queues of the line
-- ARGV  1 expected generation  2 how many  3 one item's id, or ''
-- Returns for each: its rank from 0, its record (JSON); what is proposed or offered has rank 0  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

local function rankOf(id)
  local score, own
  for i = 5, #KEYS do
    score, own = redis.call('ZSCORE', KEYS[i], id), i
    if score then break end
  end
  if not score then return (redis.call('ZSCORE', KEYS[3], id) or redis.call('ZSCORE', KEYS[4], id)) and 0 end
  local rank = redis.call('ZRANK', KEYS[own], id)
  for i = 5, #KEYS do
    if i ~= own then
      rank = rank + redis.call('ZCOUNT', KEYS[i], '-inf', '(' .. score)
      for _, tied in ipairs(redis.call('ZRANGEBYSCORE', KEYS[i], score, score)) do
        if tied < id then rank = rank + 1 end
      end
    end
  end
  return rank
end

if ARGV[3] ~= '' then
  local record = redis.call('HGET', KEYS[2], ARGV[3])
  local rank = record and rankOf(ARGV[3])
  return rank and { tostring(rank), record } or {}
end

local count, line = tonumber(ARGV[2]), {}
for i = 5, #KEYS do
  local found = redis.call('ZRANGE', KEYS[i], 0, count - 1, 'WITHSCORES')
  for j = 1, #found, 2 do line[#line + 1] = { id = found[j], score = tonumber(found[j + 1]) } end
end
table.sort(line, function(a, b)
  if a.score ~= b.score then return a.score < b.score end
  return a.id < b.id
end)

local reply = {}
for rank = 1, math.min(count, #line) do
  local record = redis.call('HGET', KEYS[2], line[rank].id)
  if record then
    reply[#reply + 1] = tostring(rank - 1)
    reply[#reply + 1] = record
  end
end
return reply
