-- Reads the first of a queue in order, or one item's place in it.
-- KEYS  1 generation  2 items  3 the queue  4 pending
-- ARGV  1 expected generation  2 how many  3 one item's id, or ''
-- Returns for each: its rank from 0, its record (JSON); a pending proposal's rank is 0  -1 not ready
-- Invariant  changes nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return -1 end

if ARGV[3] ~= '' then
  local record = redis.call('HGET', KEYS[2], ARGV[3])
  local rank = redis.call('ZRANK', KEYS[3], ARGV[3]) or (redis.call('ZSCORE', KEYS[4], ARGV[3]) and 0)
  return record and rank and { tostring(rank), record } or {}
end

local reply = {}
for rank, id in ipairs(redis.call('ZRANGE', KEYS[3], 0, tonumber(ARGV[2]) - 1)) do
  local record = redis.call('HGET', KEYS[2], id)
  if record then
    reply[#reply + 1] = tostring(rank - 1)
    reply[#reply + 1] = record
  end
end
return reply
